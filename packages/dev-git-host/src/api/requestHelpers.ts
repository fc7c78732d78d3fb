import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { Request, RequestHandler, Response } from 'express';
import type { GitHostContext } from '../GitHostContext';
import { canAdminister, canRead, type Identity } from '../http/Identity';
import type { RepositoryRecord } from '../store/RepositoryRecord';

/** The most items that one page of a list holds. */
const MAX_LIMIT = 100;

/** Who asks; set by {@link requireIdentity}. @internal */
export function identityOf(response: Response): Identity {
  return response.locals.identity as Identity;
}

/** First in every API router: nothing answers without a credential. @internal */
export function requireIdentity(context: GitHostContext): RequestHandler {
  return (request, response, next) => {
    const identity = context.authenticator.fromHeader(request);
    if (!identity) {
      throw new AuthenticationError('token is required');
    }
    response.locals.identity = identity;
    next();
  };
}

/** Refuses tokens of repositories and jobs where the host itself is changed. @internal */
export function requireAdministrator(response: Response): void {
  if (!canAdminister(identityOf(response))) {
    throw new NotAllowedError('This credential may not administer the host');
  }
}

/** The repository of the address; one that may not be seen is one that does not exist. @internal */
export function repositoryOf(
  context: GitHostContext,
  request: Request,
  response: Response,
): RepositoryRecord {
  const { owner, repo } = request.params;
  const found = context.repositories.find(owner, repo);
  if (!found || !canRead(identityOf(response), found)) {
    throw new NotFoundError("The target couldn't be found.");
  }
  return found;
}

/** `page` counts from 1. @internal */
export function pageOf(request: Request, standard = 30) {
  const number = (value: unknown, fallback: number) => {
    const parsed = Number.parseInt(String(value), 10);
    return parsed > 0 ? parsed : fallback;
  };
  const page = number(request.query.page, 1);
  const limit = Math.min(number(request.query.limit, standard), MAX_LIMIT);
  return { page, limit, skip: (page - 1) * limit };
}
