import { InputError } from '@backstage/errors';

const OWNER_OR_REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
const PACKAGE_PART = /^[A-Za-z0-9_+][A-Za-z0-9_.+-]{0,127}$/;
const SECRET_NAME = /^[A-Z_][A-Z0-9_]{0,254}$/;
const RESERVED_OWNERS = new Set(['api', 'user', 'assets', 'healthz']);

/** Whether a text may name an owner or a repository. @internal */
export function isOwnerOrRepositoryName(name: string): boolean {
  return (
    OWNER_OR_REPOSITORY.test(name) &&
    !name.includes('..') &&
    !/\.(git|wiki|lock)$/i.test(name)
  );
}

/** Refuses a name that could leave its folder or hide another address of the host. @internal */
export function assertOwnerName(name: string): void {
  if (!isOwnerOrRepositoryName(name) || RESERVED_OWNERS.has(name)) {
    throw new InputError(
      'The owner name must be letters, digits, dots, dashes or underscores',
    );
  }
}

/** The same for a repository. @internal */
export function assertRepositoryName(name: string): void {
  if (!isOwnerOrRepositoryName(name)) {
    throw new InputError(
      'The repository name must be letters, digits, dots, dashes or underscores',
    );
  }
}

/** Package, version and file names of the generic package registry are folder names on disk. @internal */
export function assertPackagePart(kind: string, name: string): void {
  if (!PACKAGE_PART.test(name) || name.includes('..')) {
    throw new InputError(
      `The ${kind} must be letters, digits, dots, plus signs, dashes or underscores`,
    );
  }
}

/** Secrets are environment variables: upper case, and not in the names the runner sets itself. @internal */
export function normaliseSecretName(name: string): string {
  const upper = name.toUpperCase();
  if (!SECRET_NAME.test(upper) || /^(GITHUB|GITEA)_/.test(upper)) {
    throw new InputError(
      'A secret name holds letters, digits and underscores, and does not start with GITHUB_ or GITEA_',
    );
  }
  return upper;
}

/**
 * The rules of `git check-ref-format` for the part after `refs/heads/`. A leading dash would be read as an option.
 *
 * @internal
 */
export function isBranchName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= 200 &&
    !/[\p{Cc} ~^:?*[\\]/u.test(name) &&
    !/(^[-/.])|(\/$)|(\.$)|\.\.|\/\/|\/\.|@\{/.test(name) &&
    name !== '@' &&
    !name.split('/').some(part => part.endsWith('.lock'))
  );
}

/** Whether a text is a path inside a tree: relative, no way up. @internal */
export function isTreePath(path: string): boolean {
  return (
    path === '' ||
    (path.length <= 1000 &&
      !path.includes('\0') &&
      path
        .split('/')
        .every(part => part !== '' && part !== '.' && part !== '..'))
  );
}
