import type { RepositoryRecord, TokenAccess } from '../store/RepositoryRecord';

/**
 * Who asks: the host's one user, a signed-in browser, a repository's deploy token, or the token of a running job.
 *
 * @internal
 */
export type Identity =
  | { kind: 'user'; name: string }
  | { kind: 'session'; name: string }
  | {
      kind: 'deploy-token';
      name: string;
      repositoryId: number;
      access: TokenAccess;
    }
  | { kind: 'job-token'; name: string; repositoryId: number };

/** Whether someone may see a repository. Tokens see their own and nothing else. @internal */
export function canRead(
  identity: Identity,
  repository: RepositoryRecord,
): boolean {
  return 'repositoryId' in identity
    ? identity.repositoryId === repository.id
    : true;
}

/** Whether someone may push. @internal */
export function canPush(
  identity: Identity,
  repository: RepositoryRecord,
): boolean {
  return (
    identity.kind === 'user' ||
    (identity.kind === 'deploy-token' &&
      identity.repositoryId === repository.id &&
      identity.access === 'write')
  );
}

/** Whether someone may create, change and delete, and set secrets. @internal */
export function canAdminister(identity: Identity): boolean {
  return identity.kind === 'user';
}
