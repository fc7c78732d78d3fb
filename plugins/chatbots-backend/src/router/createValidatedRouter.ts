import { TypedRouter } from '@backstage/backend-openapi-utils';
import * as OpenApiValidator from 'express-openapi-validator';
import PromiseRouter from 'express-promise-router';
import { EndpointMap } from '../schema/generated/endpoints';
import { addBodyReaders } from './body/addBodyReaders';
import { explainRejection, names } from './explainRejection';
import {
  instants,
  keepPlus,
  lenientDocument,
  refuseUnreadable,
} from './readAddress';

/** Checks requests against the API document, which is the same for every router: it is read and compiled once in a process. */
let validator: ReturnType<typeof OpenApiValidator.middleware> | undefined;

function requestValidator() {
  validator ??= OpenApiValidator.middleware({
    apiSpec: lenientDocument() as Parameters<
      typeof OpenApiValidator.middleware
    >[0]['apiSpec'],
    validateRequests: {
      coerceTypes: false,
      allowUnknownQueryParameters: false,
    },
    // Read by `instants`; its own pattern would refuse what they take.
    formats: { 'date-time': true, name: names },
    serDes: [instants],
    validateResponses: false,
    validateSecurity: false,
    validateApiSpec: false,
    ignoreUndocumented: true,
    useRequestUrl: true,
  });
  return validator;
}

/**
 * A router that has checked path, query and body against the API document before a handler sees them.
 *
 * @remarks
 * Made here rather than by `backend-openapi-utils`, whose error handler keeps the message and drops what was wrong where.
 * Credentials are not its business: `security` in the document is for readers.
 */
export function createValidatedRouter(): TypedRouter<EndpointMap> {
  const router = PromiseRouter();
  router.use(refuseUnreadable, keepPlus);
  addBodyReaders(router);
  router.use(requestValidator());
  router.use(explainRejection);
  return router as unknown as TypedRouter<EndpointMap>;
}
