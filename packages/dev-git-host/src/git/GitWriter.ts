import { ConflictError } from '@backstage/errors';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from './GitRepository';
import { GitError, runGit } from './runGit';

const NO_COMMIT = '0'.repeat(40);

/** Who a commit of the host is by. @internal */
export interface Person {
  name: string;
  email: string;
}

/** One file that a commit changes; without content it goes. @internal */
export interface FileChange {
  path: string;
  content?: Buffer;
}

/** What the two sides of a merge become. @internal */
export type MergeResult =
  | { kind: 'merged'; tree: string }
  | { kind: 'conflict'; files: string[] };

/** Makes commits and moves branches of one bare repository, without a work tree. @internal */
export class GitWriter {
  readonly #repository: GitRepository;

  constructor(repository: GitRepository) {
    this.#repository = repository;
  }

  /**
   * Merges two commits without touching a branch. Needs git 2.38.
   *
   * @returns the tree, or the files that both sides changed
   */
  async mergeTrees(base: string, head: string): Promise<MergeResult> {
    try {
      const output = await this.#git([
        'merge-tree',
        '--write-tree',
        '--name-only',
        '--no-messages',
        base,
        head,
      ]);
      return { kind: 'merged', tree: output.split('\n', 1)[0] };
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) {
        const [, ...files] = error.output.split('\n').filter(Boolean);
        return { kind: 'conflict', files };
      }
      throw error;
    }
  }

  /** Makes a commit of a tree. */
  async commitTree(
    tree: string,
    parents: readonly string[],
    message: string,
    author: Person,
    committer: Person = author,
  ): Promise<string> {
    return this.#git(
      ['commit-tree', tree, ...parents.flatMap(parent => ['-p', parent])],
      {
        input: message,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_COMMITTER_NAME: committer.name,
          GIT_COMMITTER_EMAIL: committer.email,
        },
      },
    );
  }

  /** A tree like that of a commit, with some files changed. */
  async changedTree(
    commit: string | undefined,
    files: readonly FileChange[],
  ): Promise<string> {
    const index = join(
      this.#repository.folder,
      `index-${randomBytes(6).toString('hex')}`,
    );
    const env = { GIT_INDEX_FILE: index };
    try {
      await this.#git(
        commit ? ['read-tree', commit] : ['read-tree', '--empty'],
        { env },
      );
      for (const { path, content } of files) {
        if (content === undefined) {
          await this.#git(['update-index', '--index-info'], {
            env,
            input: `0 ${NO_COMMIT}\t${path}\n`,
          });
          continue;
        }
        const sha = await this.#git(['hash-object', '-w', '--stdin'], {
          input: content,
        });
        await this.#git(
          ['update-index', '--add', '--cacheinfo', `100644,${sha},${path}`],
          { env },
        );
      }
      return await this.#git(['write-tree'], { env });
    } finally {
      await rm(index, { force: true });
    }
  }

  /** Moves a branch, unless it moved meanwhile. @throws ConflictError when it did */
  async moveBranch(
    branch: string,
    commit: string,
    before: string | undefined,
  ): Promise<void> {
    await this.moveRef(`refs/heads/${branch}`, commit, before ?? NO_COMMIT);
  }

  /** Sets any reference; with `before`, only while it stands there. */
  async moveRef(ref: string, commit: string, before?: string): Promise<void> {
    await this.#git([
      'update-ref',
      ref,
      commit,
      ...(before ? [before] : []),
    ]).catch(() => {
      throw new ConflictError('merge push out of date');
    });
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.#git(['update-ref', '-d', `refs/heads/${branch}`]);
  }

  async #git(
    args: string[],
    call: { env?: Record<string, string>; input?: string | Buffer } = {},
  ): Promise<string> {
    const output = await runGit(args, {
      ...call,
      folder: this.#repository.folder,
    });
    return output.toString().trim();
  }
}
