import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { BranchRules } from '../git/BranchRules';
import type { ChangedFile, GitRepository } from '../git/GitRepository';
import { GitWriter } from '../git/GitWriter';
import type { PushSpool } from '../git/PushSpool';
import { NotMergeableError, UnprocessableError } from '../http/errors';
import { hasAccess, type Identity } from '../http/Identity';
import type { Runner } from '../runner/Runner';
import type { AccountStore } from '../store/AccountStore';
import type { PullRecord, PullStore } from '../store/PullStore';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { RepositoryStore } from '../store/RepositoryStore';

/** The ways to merge that this host knows. @internal */
export const MERGE_STYLES = ['merge', 'squash', 'fast-forward-only'] as const;

/** What a merge asks for, by Gitea's names. @internal */
export interface MergeRequest {
  style: string;
  title?: string;
  message?: string;
  /** The head that was looked at; another one is refused. */
  headCommit?: string;
  force?: boolean;
  deleteBranch?: boolean;
}

/** How a pull request stands. @internal */
export interface PullState {
  headCommit: string | undefined;
  baseCommit: string | undefined;
  mergeBase: string;
  /** False while it is closed, a branch is gone, or both sides changed the same lines. */
  isMergeable: boolean;
  conflicts: string[];
  files: ChangedFile[];
}

interface Parts {
  accounts: AccountStore;
  repositories: RepositoryStore;
  pulls: PullStore;
  rules: BranchRules;
  runner: Runner;
  spool: PushSpool;
}

/** Opens, reads and merges pull requests between branches of one repository. @internal */
export class PullService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws UnprocessableError, NotFoundError or ConflictError where Gitea answers 422, 404 or 409 */
  async open(
    repository: RepositoryRecord,
    poster: string,
    input: { head: string; base: string; title: string; body: string },
  ): Promise<PullRecord> {
    const head = input.head.replace(/^[^:]*:/, '');
    if (head === input.base) {
      throw new UnprocessableError(
        'Invalid PullRequest: There are no changes between the head and the base',
      );
    }
    const git = this.#git(repository);
    const branches = await git.branches();
    for (const name of [head, input.base]) {
      if (!branches.some(known => known.name === name)) {
        throw new NotFoundError("The target couldn't be found.");
      }
    }
    const known = this.#parts.pulls
      .list(repository.id)
      .find(
        pull =>
          pull.state === 'open' &&
          pull.head === head &&
          pull.base === input.base,
      );
    if (known) {
      throw new ConflictError(
        `pull request already exists for these targets [id: ${known.id}, issue_id: ${known.number}, head_branch: ${head}, base_branch: ${input.base}]`,
      );
    }
    const pull = await this.#parts.pulls.add({
      ...input,
      head,
      repositoryId: repository.id,
      poster,
    });
    const { headCommit = '' } = await this.stateOf(repository, pull);
    await new GitWriter(git).moveRef(
      `refs/pull/${pull.number}/head`,
      headCommit,
    );
    await this.#parts.runner.onPullOpened(pull, headCommit);
    return pull;
  }

  async stateOf(
    repository: RepositoryRecord,
    pull: PullRecord,
  ): Promise<PullState> {
    const git = this.#git(repository);
    const [headCommit, baseCommit] = pull.ended
      ? [pull.ended.headCommit, pull.ended.baseCommit]
      : await Promise.all(
          [pull.head, pull.base].map(name =>
            git.resolveRef(`refs/heads/${name}`),
          ),
        );
    const mergeBase =
      headCommit && baseCommit
        ? await git.mergeBase(baseCommit, headCommit)
        : undefined;
    if (!headCommit || !baseCommit || !mergeBase) {
      return {
        headCommit,
        baseCommit,
        mergeBase: '',
        isMergeable: false,
        conflicts: [],
        files: [],
      };
    }
    const files = await git.changedFiles(mergeBase, headCommit);
    const merged =
      pull.state === 'open'
        ? await new GitWriter(git).mergeTrees(baseCommit, headCommit)
        : undefined;
    return {
      headCommit,
      baseCommit,
      mergeBase,
      isMergeable: merged?.kind === 'merged',
      conflicts: merged?.kind === 'conflict' ? merged.files : [],
      files,
    };
  }

  /** Why somebody can't merge a pull request now; undefined when they can. */
  async obstacle(
    repository: RepositoryRecord,
    pull: PullRecord,
    identity: Identity,
    force = false,
  ): Promise<string | undefined> {
    const { rules } = this.#parts;
    if (pull.merged) {
      return 'The PR is already merged';
    }
    if (!rules.mayMerge(repository, identity, pull.base)) {
      return 'User not allowed to merge PR';
    }
    if (/^(WIP:|\[WIP\])/i.test(pull.title)) {
      return 'Work in progress PRs cannot be merged';
    }
    const state = await this.stateOf(repository, pull);
    if (!state.isMergeable || !state.headCommit) {
      return 'Please try again later';
    }
    const isOverridden =
      force && rules.mayOverride(repository, identity, pull.base);
    return isOverridden
      ? undefined
      : rules.refuseMerge(
          repository,
          pull,
          state.headCommit,
          state.files,
          state.mergeBase !== state.baseCommit,
        );
  }

  /**
   * Merges a pull request.
   *
   * @throws NotMergeableError (405), ConflictError (409), or NotFoundError when it is closed
   */
  async merge(
    repository: RepositoryRecord,
    pull: PullRecord,
    identity: Identity,
    request: MergeRequest,
  ): Promise<PullRecord> {
    if (pull.state === 'closed' && !pull.merged) {
      throw new NotFoundError("The target couldn't be found.");
    }
    const obstacle = await this.obstacle(
      repository,
      pull,
      identity,
      request.force,
    );
    if (obstacle) {
      throw new NotMergeableError(obstacle);
    }
    const git = this.#git(repository);
    const { headCommit = '', baseCommit = '' } = await this.stateOf(
      repository,
      pull,
    );
    if (request.headCommit && request.headCommit !== headCommit) {
      throw new ConflictError('head out of date');
    }
    const commit = await this.#mergeCommit(
      git,
      pull,
      identity,
      request,
      headCommit,
      baseCommit,
    );
    await new GitWriter(git).moveBranch(pull.base, commit, baseCommit);
    const now = new Date().toISOString();
    const merged = await this.#parts.pulls.update(pull, draft => {
      draft.state = 'closed';
      draft.closedAt = now;
      draft.ended = { headCommit, baseCommit };
      draft.merged = { by: identity.name, at: now, commit };
    });
    await this.#noteMove(repository, pull.base, identity, baseCommit, commit);
    if (request.deleteBranch && pull.head !== repository.defaultBranch) {
      await new GitWriter(git).deleteBranch(pull.head);
    }
    return merged;
  }

  /** Closes a pull request without merging it, or opens it again. */
  async setState(
    repository: RepositoryRecord,
    pull: PullRecord,
    state: 'open' | 'closed',
  ): Promise<PullRecord> {
    if (pull.merged || pull.state === state) {
      return pull;
    }
    const { headCommit, baseCommit } = await this.stateOf(repository, pull);
    return this.#parts.pulls.update(pull, draft => {
      draft.state = state;
      draft.closedAt =
        state === 'closed' ? new Date().toISOString() : undefined;
      draft.ended =
        state === 'closed' && headCommit && baseCommit
          ? { headCommit, baseCommit }
          : undefined;
    });
  }

  /** Moves a branch to a commit that the host made for somebody, as if they had pushed it. */
  async moveBranch(
    repository: RepositoryRecord,
    identity: Identity,
    branch: string,
    before: string | undefined,
    commit: string,
  ): Promise<void> {
    const from = before ?? '0'.repeat(40);
    const refusal = await this.#parts.rules.refusePush(repository, identity, {
      before: from,
      after: commit,
      ref: `refs/heads/${branch}`,
    });
    if (refusal || !hasAccess(identity, repository, 'write')) {
      throw new NotAllowedError(refusal ?? 'user should have write access');
    }
    await new GitWriter(this.#git(repository)).moveBranch(
      branch,
      commit,
      before,
    );
    await this.#noteMove(repository, branch, identity, from, commit);
  }

  /** Deletes a branch, as if somebody had pushed its end. */
  async deleteBranch(
    repository: RepositoryRecord,
    identity: Identity,
    branch: string,
    before: string,
  ): Promise<void> {
    const refusal = await this.#parts.rules.refusePush(repository, identity, {
      before,
      after: '0'.repeat(40),
      ref: `refs/heads/${branch}`,
    });
    if (refusal) {
      throw new NotAllowedError(refusal);
    }
    await new GitWriter(this.#git(repository)).deleteBranch(branch);
  }

  async #mergeCommit(
    git: GitRepository,
    pull: PullRecord,
    identity: Identity,
    request: MergeRequest,
    headCommit: string,
    baseCommit: string,
  ): Promise<string> {
    if (!(MERGE_STYLES as readonly string[]).includes(request.style)) {
      throw new NotMergeableError(
        `${request.style} is not allowed an allowed merge style for this repository`,
      );
    }
    if (request.style === 'fast-forward-only') {
      if ((await git.mergeBase(baseCommit, headCommit)) !== baseCommit) {
        throw new ConflictError('Merge Diverging Fast-Forward-Only Error');
      }
      return headCommit;
    }
    const writer = new GitWriter(git);
    const result = await writer.mergeTrees(baseCommit, headCommit);
    if (result.kind === 'conflict') {
      throw new ConflictError('Merge Conflict Error');
    }
    const isSquash = request.style === 'squash';
    const title =
      request.title?.trim() ||
      (isSquash
        ? `${pull.title} (#${pull.number})`
        : `Merge pull request '${pull.title}' (#${pull.number}) from ${pull.head} into ${pull.base}`);
    const message = request.message?.trim();
    return writer.commitTree(
      result.tree,
      isSquash ? [baseCommit] : [baseCommit, headCommit],
      message ? `${title}\n\n${message}\n` : `${title}\n`,
      this.personOf(identity.name),
    );
  }

  /** Name and address of an account's commits. */
  personOf(login: string) {
    const account = this.#parts.accounts.find(login);
    return {
      name: account?.fullName || login,
      email: account?.email ?? `${login}@noreply.localhost`,
    };
  }

  async #noteMove(
    repository: RepositoryRecord,
    branch: string,
    identity: Identity,
    before: string,
    after: string,
  ): Promise<void> {
    const actor = identity.name;
    const { folder } = this.#git(repository);
    await this.#parts.spool.note(folder, { actor, before, after, branch });
    await this.#parts.runner.onPushed(repository.id);
  }

  #git(repository: RepositoryRecord): GitRepository {
    return this.#parts.repositories.git(repository.id);
  }
}
