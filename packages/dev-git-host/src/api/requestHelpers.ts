import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { Request, RequestHandler, Response } from 'express';
import type { GitHostContext } from '../GitHostContext';
import { coversScope, hasAccess, type Identity } from '../http/Identity';
import type { Access, RepositoryRecord } from '../store/RepositoryRecord';

/** The most items that one page of a list holds, and how many without a wish; as in Gitea. */
const MAX_LIMIT = 50;
const STANDARD_LIMIT = 30;

/** Gitea's words for a right that is missing. */
const MISSING: Record<Access, string> = {
  none: '',
  read: '',
  write: 'user should have a permission to write to a repo',
  admin:
    'user should be an owner or a collaborator with admin write of a repository',
  owner: 'user should be the owner of the repo',
};

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

/** The scope of an access token that a path below `/api/v1` takes. */
function categoryOf(path: string): string | undefined {
  const [, first, , , fourth] = path.split('/');
  switch (first) {
    case 'repos':
      return fourth === 'issues' ? 'issue' : 'repository';
    case 'repositories':
      return 'repository';
    case 'orgs':
      return 'organization';
    case 'user':
    case 'users':
      return 'user';
    case 'admin':
      return 'admin';
    default:
      return undefined;
  }
}

/** Refuses a token that was issued for something else. @internal */
export function requireScope(): RequestHandler {
  return (request, response, next) => {
    const category = categoryOf(request.path);
    const needed = ['GET', 'HEAD'].includes(request.method) ? 'read' : 'write';
    const identity = identityOf(response);
    if (category && !coversScope(identity, category, needed)) {
      throw new NotAllowedError(
        `token does not have at least one of required scope(s), required=[${needed}:${category}]`,
      );
    }
    next();
  };
}

/** Refuses everybody but site administrators. @internal */
export function requireAdministrator(response: Response): void {
  const identity = identityOf(response);
  if (identity.kind !== 'user' || !identity.isAdmin) {
    throw new NotAllowedError('user should be the site admin');
  }
}

/**
 * The repository of the address. One that may not be seen is one that does not exist; one that may be seen but not
 * touched is refused.
 *
 * @internal
 */
export function repositoryOf(
  context: GitHostContext,
  request: Request,
  response: Response,
  needed: Access = 'read',
): RepositoryRecord {
  const { owner, repo } = request.params;
  const found = context.repositories.find(owner, repo);
  const identity = identityOf(response);
  if (!found || !hasAccess(identity, found, 'read')) {
    throw new NotFoundError("The target couldn't be found.");
  }
  if (!hasAccess(identity, found, needed)) {
    throw new NotAllowedError(MISSING[needed]);
  }
  return found;
}

/** `page` counts from 1. @internal */
export function pageOf(request: Request) {
  const number = (value: unknown, fallback: number) => {
    const parsed = Number.parseInt(String(value), 10);
    return parsed > 0 ? parsed : fallback;
  };
  const page = number(request.query.page, 1);
  const limit = Math.min(
    number(request.query.limit, STANDARD_LIMIT),
    MAX_LIMIT,
  );
  return { page, limit, skip: (page - 1) * limit };
}

/** Tells how many there are, and where the other pages of a list are. @internal */
export function setPageHeaders(
  context: GitHostContext,
  request: Request,
  response: Response,
  total: number,
): void {
  const { page, limit } = pageOf(request);
  const last = Math.max(1, Math.ceil(total / limit));
  const pages: Array<[string, number]> = [
    ...(page < last ? ([['next', page + 1]] as Array<[string, number]>) : []),
    ...(page !== last ? ([['last', last]] as Array<[string, number]>) : []),
    ...(page > 1
      ? ([
          ['first', 1],
          ['prev', page - 1],
        ] as Array<[string, number]>)
      : []),
  ];
  const links = pages.map(([relation, number]) => {
    const url = new URL(request.originalUrl, context.baseUrl);
    url.searchParams.set('page', String(number));
    return `<${url}>; rel="${relation}"`;
  });
  response.set('X-Total-Count', String(total));
  if (links.length > 0) {
    response.set('Link', links.join(','));
  }
}

/** Sends one page of a list as it is. @internal */
export async function sendPage<T>(
  context: GitHostContext,
  request: Request,
  response: Response,
  all: readonly T[],
  shape: (item: T) => unknown,
): Promise<void> {
  const { skip, limit } = pageOf(request);
  setPageHeaders(context, request, response, all.length);
  response.json(await Promise.all(all.slice(skip, skip + limit).map(shape)));
}
