import { accountAccess, hasAccess, type Identity } from '../http/Identity';
import type { AccountStore } from '../store/AccountStore';
import type { Protection, ProtectionStore } from '../store/ProtectionStore';
import type { PullRecord } from '../store/PullStore';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { RepositoryStore } from '../store/RepositoryStore';
import type { StatusStore } from '../store/StatusStore';
import { globPattern } from '../workflows/glob';
import type { ChangedFile } from './GitRepository';

const NO_COMMIT = '0'.repeat(40);

/** What branch rules look at. @internal */
export interface BranchRulesParts {
  accounts: AccountStore;
  protections: ProtectionStore;
  repositories: RepositoryStore;
  statuses: StatusStore;
}

/** One reference that a push wants to move. @internal */
export interface WantedUpdate {
  before: string;
  after: string;
  ref: string;
}

/** Says in Gitea's words what a branch's protection has against a push or a merge. @internal */
export class BranchRules {
  readonly #parts: BranchRulesParts;

  constructor(parts: BranchRulesParts) {
    this.#parts = parts;
  }

  /**
   * Why a push may not move a branch; undefined when it may.
   *
   * @param env - where git keeps the commits of a push that is not accepted yet
   */
  async refusePush(
    repository: RepositoryRecord,
    identity: Identity,
    update: WantedUpdate,
    env?: Record<string, string>,
  ): Promise<string | undefined> {
    const branch = /^refs\/heads\/(.+)$/.exec(update.ref)?.[1];
    if (!branch) {
      // Heads of pull requests are the host's own.
      return update.ref.startsWith('refs/tags/')
        ? undefined
        : `The reference ${update.ref} can't be pushed to`;
    }
    const deletes = update.after === NO_COMMIT;
    if (deletes && branch === repository.defaultBranch) {
      return `branch ${branch} is the default branch and cannot be deleted`;
    }
    const rule = this.#parts.protections.inForce(repository.id, branch);
    if (!rule) {
      return undefined;
    }
    if (deletes) {
      return `branch ${branch} is protected from deletion`;
    }
    const git = this.#parts.repositories.git(repository.id);
    const isNew = update.before === NO_COMMIT;
    const isForced =
      !isNew && (await git.isRewrite(update.before, update.after, env));
    if (isForced && !rule.enable_force_push) {
      return `branch ${branch} is protected from force push`;
    }
    if (rule.require_signed_commits) {
      return `branch ${branch} is protected from unverified commit ${update.after}`;
    }
    const files = isNew
      ? []
      : await git.changedFiles(update.before, update.after, env);
    const blocked = protectedFile(rule, files);
    if (!blocked && mayPush(rule, repository, identity, isForced)) {
      return undefined;
    }
    if (blocked) {
      return `branch ${branch} is protected from changing file ${blocked}`;
    }
    const free = patterns(rule.unprotected_file_patterns);
    if (
      files.length > 0 &&
      files.every(({ path }) => free.some(glob => glob.test(path)))
    ) {
      return undefined;
    }
    return `Not allowed to ${
      isForced ? 'force-push' : 'push'
    } to protected branch ${branch}`;
  }

  /** Whether somebody may merge into a branch at all. */
  mayMerge(
    repository: RepositoryRecord,
    identity: Identity,
    base: string,
  ): boolean {
    const rule = this.#parts.protections.inForce(repository.id, base);
    return (
      hasAccess(identity, repository, 'write') &&
      (!rule?.enable_merge_whitelist ||
        includes(rule.merge_whitelist_usernames, identity.name))
    );
  }

  /** Whether somebody may merge although the rule is not met, when asked to by force. */
  mayOverride(
    repository: RepositoryRecord,
    identity: Identity,
    base: string,
  ): boolean {
    const rule = this.#parts.protections.inForce(repository.id, base);
    if (
      rule?.enable_bypass_allowlist &&
      includes(rule.bypass_allowlist_usernames, identity.name)
    ) {
      return true;
    }
    return (
      !rule?.block_admin_merge_override &&
      hasAccess(identity, repository, 'admin')
    );
  }

  /** What a pull request still lacks; undefined when it is ready. */
  refuseMerge(
    repository: RepositoryRecord,
    pull: PullRecord,
    headCommit: string,
    files: readonly ChangedFile[],
    isOutdated: boolean,
  ): string | undefined {
    const rule = this.#parts.protections.inForce(repository.id, pull.base);
    if (!rule) {
      return undefined;
    }
    const statuses = this.#parts.statuses.latest(repository.id, headCommit);
    const isMissing = (wanted: string) =>
      !statuses.some(
        ({ context, state }) =>
          globPattern(wanted).test(context) &&
          (state === 'success' || state === 'skipped'),
      );
    if (
      rule.enable_status_check &&
      rule.status_check_contexts.some(isMissing)
    ) {
      return 'Not all required status checks successful';
    }
    const verdicts = this.#verdicts(repository, rule, pull, headCommit);
    const approvals = verdicts.filter(state => state === 'APPROVED').length;
    if (approvals < rule.required_approvals) {
      return 'Does not have enough approvals';
    }
    if (
      rule.block_on_rejected_reviews &&
      verdicts.includes('REQUEST_CHANGES')
    ) {
      return 'There are requested changes';
    }
    if (rule.block_on_outdated_branch && isOutdated) {
      return 'The head branch is behind the base branch';
    }
    return protectedFile(rule, files) ? 'Changed protected files' : undefined;
  }

  /** The last word of each reviewer who counts. */
  #verdicts(
    repository: RepositoryRecord,
    rule: Protection,
    pull: PullRecord,
    headCommit: string,
  ) {
    const last = new Map<string, string>();
    for (const review of pull.reviews) {
      const account = this.#parts.accounts.find(review.login);
      const access = accountAccess(
        review.login,
        account?.isAdmin ?? false,
        repository,
      );
      const isOfficial = rule.enable_approvals_whitelist
        ? includes(rule.approvals_whitelist_username, review.login)
        : access !== 'none' && access !== 'read';
      const isStale = review.commit !== headCommit;
      const isDropped =
        review.state === 'APPROVED' &&
        isStale &&
        (rule.dismiss_stale_approvals || rule.ignore_stale_approvals);
      if (review.state !== 'COMMENT' && isOfficial) {
        last.set(
          review.login.toLowerCase(),
          isDropped ? 'DISMISSED' : review.state,
        );
      }
    }
    return [...last.values()];
  }
}

function mayPush(
  rule: Protection,
  repository: RepositoryRecord,
  identity: Identity,
  isForced: boolean,
): boolean {
  if (!rule.enable_push || !hasAccess(identity, repository, 'write')) {
    return false;
  }
  const { name } = identity;
  const isListed =
    !rule.enable_push_whitelist ||
    includes(rule.push_whitelist_usernames, name);
  return isForced
    ? isListed &&
        (!rule.enable_force_push_allowlist ||
          includes(rule.force_push_allowlist_usernames, name))
    : isListed;
}

function protectedFile(
  rule: Protection,
  files: readonly ChangedFile[],
): string | undefined {
  const globs = patterns(rule.protected_file_patterns);
  return files.find(({ path }) => globs.some(glob => glob.test(path)))?.path;
}

/** Gitea separates patterns by semicolons. */
function patterns(text: string): RegExp[] {
  return text
    .split(';')
    .map(pattern => pattern.trim())
    .filter(Boolean)
    .map(globPattern);
}

function includes(logins: readonly string[], login: string): boolean {
  const wanted = login.toLowerCase();
  return logins.some(known => known.toLowerCase() === wanted);
}
