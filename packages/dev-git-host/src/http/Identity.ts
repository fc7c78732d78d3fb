import type { Access, RepositoryRecord } from '../store/RepositoryRecord';

/**
 * Who asks: an account, a browser that signed in as nobody in particular, or a running job.
 *
 * @internal
 */
export type Identity =
  | {
      kind: 'user';
      name: string;
      isAdmin: boolean;
      /** What the token that was shown may do; a password may do all. */
      scopes?: readonly string[];
    }
  | { kind: 'session'; name: string }
  | { kind: 'job-token'; name: string; repositoryId: number };

const ORDER: readonly Access[] = ['none', 'read', 'write', 'admin', 'owner'];

/** What someone may do with a repository, as Gitea counts it. @internal */
export function accessOf(
  identity: Identity,
  repository: RepositoryRecord,
): Access {
  if (identity.kind === 'job-token') {
    return identity.repositoryId === repository.id ? 'read' : 'none';
  }
  // Whoever sits at this machine looks at the pages and merges as a colleague would; the API knows no session.
  if (identity.kind === 'session') {
    return 'write';
  }
  return accountAccess(identity.name, identity.isAdmin, repository);
}

/** What an account may do with a repository. @internal */
export function accountAccess(
  login: string,
  isAdmin: boolean,
  repository: RepositoryRecord,
): Access {
  const name = login.toLowerCase();
  if (isAdmin || repository.owner.toLowerCase() === name) {
    return 'owner';
  }
  const known = repository.collaborators[name];
  return known ?? (repository.private ? 'none' : 'read');
}

/** Whether someone may do at least this much. @internal */
export function hasAccess(
  identity: Identity,
  repository: RepositoryRecord,
  needed: Access,
): boolean {
  return ORDER.indexOf(accessOf(identity, repository)) >= ORDER.indexOf(needed);
}

/**
 * Whether a token's scopes cover a request. Gitea's scopes are `read:` or `write:` and a category; `write` includes
 * `read`, and `all` everything.
 *
 * @internal
 */
export function coversScope(
  identity: Identity,
  category: string,
  needed: 'read' | 'write',
): boolean {
  if (identity.kind !== 'user' || !identity.scopes) {
    return true;
  }
  const { scopes } = identity;
  return (
    scopes.includes('all') ||
    scopes.includes(`write:${category}`) ||
    (needed === 'read' && scopes.includes(`read:${category}`))
  );
}
