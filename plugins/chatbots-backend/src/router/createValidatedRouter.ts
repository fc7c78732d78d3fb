import { TypedRouter } from '@backstage/backend-openapi-utils';
import {
  ReasonCode,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ErrorRequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import PromiseRouter from 'express-promise-router';
import { EndpointMap } from '../schema/generated/endpoints';
import { addBodyReaders } from './body/addBodyReaders';
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
    formats: { 'date-time': true },
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
  // Express knows an error handler by its four parameters.
  router.use(((error, req, res, next) =>
    explainRejection(error, req, res, next)) as ErrorRequestHandler);
  return router as unknown as TypedRouter<EndpointMap>;
}

interface Violation {
  path?: string;
  message?: string;
  errorCode?: string;
}

function explainRejection(
  ...[error, , , next]: Parameters<ErrorRequestHandler>
): void {
  if (error?.status === undefined || !Array.isArray(error.errors)) {
    next(error);
    return;
  }
  const violations: Violation[] = error.errors;
  next(
    errorWithReason(codeOf(violations), describe(violations), {
      details: {
        violations: violations.slice(0, 20).map(({ path, message }) => ({
          path: path ?? '',
          message: message ?? '',
        })),
      },
    }),
  );
}

function codeOf(violations: Violation[]): ReasonCode {
  return violations.some(
    ({ errorCode, message }) =>
      errorCode?.startsWith('additionalProperties') ||
      message?.startsWith('Unknown query parameter'),
  )
    ? 'field-unknown'
    : 'input-invalid';
}

function describe(violations: Violation[]): string {
  const first = violations
    .slice(0, 3)
    .map(({ path, message }) => `${path} ${message}`.trim())
    .join('; ');
  const more = violations.length - 3;
  return more > 0 ? `${first}; and ${more} more` : first;
}
