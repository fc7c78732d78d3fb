import { NotFoundError } from '@backstage/errors';
import type { ChildProcessByStdio } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { isBranchName, isTreePath } from '../store/names';
import { COMMIT_FORMAT, parseCommits, type GitCommit } from './GitCommit';
import { runGit, streamGit } from './runGit';

/** One line of a tree. `size` is in bytes and 0 for folders. @internal */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  size: number;
  name: string;
  path: string;
}

/** A file that two commits have different. @internal */
export interface ChangedFile {
  path: string;
  status: string;
  additions: number;
  deletions: number;
}

/** git's letters in Gitea's words. */
const FILE_STATUS: Record<string, string> = {
  A: 'added',
  D: 'deleted',
  M: 'changed',
  T: 'changed',
};

/** Which commits to list. @internal */
export interface CommitRange {
  from: string;
  /** Leave out what this commit reaches. */
  excluding?: string;
  path?: string;
  skip?: number;
  limit?: number;
}

/**
 * Reads one bare repository through git's own commands. Names from outside reach git only after they were checked,
 * and commits always as full hashes.
 *
 * @internal
 */
export class GitRepository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static at(folder: string): GitRepository {
    return new GitRepository(folder);
  }

  async initialise(defaultBranch: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await runGit([
      'init',
      '--quiet',
      '--bare',
      `--initial-branch=${defaultBranch}`,
      this.folder,
    ]);
    await this.#git('config', 'http.receivepack', 'true');
  }

  async setHead(branch: string): Promise<void> {
    await this.#git('symbolic-ref', 'HEAD', `refs/heads/${branch}`);
  }

  /** The full hash that a branch, tag or (part of a) hash stands for. */
  async resolve(ref: string): Promise<string | undefined> {
    const candidates: string[] = [];
    if (isBranchName(ref)) {
      candidates.push(`refs/heads/${ref}`, `refs/tags/${ref}`);
    }
    if (/^[0-9a-f]{7,40}$/.test(ref)) {
      candidates.push(ref);
    }
    for (const candidate of candidates) {
      const found = await this.resolveRef(candidate);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** The commit of a reference by its full name, which the caller has checked. */
  async resolveRef(fullName: string): Promise<string | undefined> {
    const found = await this.#git(
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${fullName}^{commit}`,
    ).catch(() => undefined);
    return found?.toString().trim();
  }

  async mustResolve(ref: string): Promise<string> {
    const commit = await this.resolve(ref);
    if (!commit) {
      throw new NotFoundError('object does not exist');
    }
    return commit;
  }

  async branches(): Promise<Array<{ name: string; commit: string }>> {
    const output = await this.#git(
      'for-each-ref',
      '--format=%(objectname) %(refname:lstrip=2)',
      'refs/heads/',
    );
    return lines(output).map(line => ({
      commit: line.slice(0, 40),
      name: line.slice(41),
    }));
  }

  /** What stands at a path of a commit; the root is the tree with the empty path. */
  async entry(commit: string, path: string): Promise<TreeEntry | undefined> {
    if (!isTreePath(path)) {
      return undefined;
    }
    if (path === '') {
      const sha = (await this.#git('rev-parse', `${commit}^{tree}`))
        .toString()
        .trim();
      return { mode: '040000', type: 'tree', sha, size: 0, name: '', path: '' };
    }
    const entries = await this.#tree(commit, path);
    return entries.find(entry => entry.path === path);
  }

  /** The entries of a folder, folders first. */
  async list(commit: string, path: string): Promise<TreeEntry[]> {
    const entries = await this.#tree(
      commit,
      path === '' ? undefined : `${path}/`,
    );
    return entries.sort(
      (a, b) =>
        Number(b.type === 'tree') - Number(a.type === 'tree') ||
        a.name.localeCompare(b.name),
    );
  }

  async blob(sha: string): Promise<Buffer> {
    return this.#git('cat-file', 'blob', sha);
  }

  async commits(range: CommitRange): Promise<GitCommit[]> {
    const output = await this.#git(
      'log',
      '-z',
      `--format=${COMMIT_FORMAT}`,
      `--skip=${range.skip ?? 0}`,
      `--max-count=${range.limit ?? 50}`,
      ...rangeArguments(range),
    );
    return parseCommits(output.toString());
  }

  async countCommits(range: CommitRange): Promise<number> {
    const output = await this.#git(
      'rev-list',
      '--count',
      ...rangeArguments(range),
    );
    return Number(output.toString().trim());
  }

  async commit(hash: string): Promise<GitCommit> {
    const [found] = await this.commits({ from: hash, limit: 1 });
    return found;
  }

  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const found = await this.#git('merge-base', a, b).catch(() => undefined);
    return found?.toString().trim();
  }

  /** Whether a push from one commit to the other loses commits. */
  async isRewrite(
    before: string,
    after: string,
    env?: Record<string, string>,
  ): Promise<boolean> {
    const lost = await runGit(
      ['rev-list', '--max-count=1', before, `^${after}`],
      { folder: this.folder, env },
    );
    return lost.length > 0;
  }

  /** The files that differ between two commits. */
  async changedFiles(
    from: string,
    to: string,
    env?: Record<string, string>,
  ): Promise<ChangedFile[]> {
    const call = { folder: this.folder, env };
    const options = ['-z', '--no-renames', from, to];
    const [states, counts] = await Promise.all([
      runGit(['diff', '--name-status', ...options], call),
      runGit(['diff', '--numstat', ...options], call),
    ]);
    const numbers = new Map(
      parts(counts).map(line => {
        const [additions, deletions, ...path] = line.split('\t');
        return [path.join('\t'), { additions, deletions }];
      }),
    );
    const fields = parts(states);
    return fields.flatMap((letter, at) => {
      if (at % 2 === 1) {
        return [];
      }
      const path = fields[at + 1];
      const found = numbers.get(path);
      return [
        {
          path,
          status: FILE_STATUS[letter] ?? 'changed',
          additions: Number(found?.additions) || 0,
          deletions: Number(found?.deletions) || 0,
        },
      ];
    });
  }

  /** The difference of two commits as a patch. */
  async diff(from: string, to: string): Promise<string> {
    return (await this.#git('diff', '--no-color', from, to)).toString();
  }

  /** A readable summary of what a commit changed, cut at `maxLines` by the caller. */
  async show(commit: string): Promise<string> {
    return (
      await this.#git(
        'show',
        '--no-color',
        '--stat',
        '--patch',
        '--format=',
        commit,
      )
    ).toString();
  }

  /** Starts an archive of a commit; every path begins with `prefix/`. */
  archive(
    commit: string,
    format: 'tar.gz' | 'zip',
    prefix: string,
  ): ChildProcessByStdio<null, Readable, Readable> {
    return streamGit(
      ['archive', `--format=${format}`, `--prefix=${prefix}/`, commit],
      this.folder,
    );
  }

  async #tree(commit: string, path?: string): Promise<TreeEntry[]> {
    const output = await this.#git(
      '--literal-pathspecs',
      'ls-tree',
      '-z',
      '--long',
      '--full-tree',
      commit,
      ...(path === undefined ? [] : ['--', path]),
    );
    return output
      .toString()
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const tab = line.indexOf('\t');
        const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
        const entryPath = line.slice(tab + 1);
        return {
          mode,
          type: type as TreeEntry['type'],
          sha,
          size: Number(size) || 0,
          name: entryPath.split('/').pop() ?? entryPath,
          path: entryPath,
        };
      });
  }

  #git(...args: string[]): Promise<Buffer> {
    return runGit(args, { folder: this.folder });
  }
}

function rangeArguments(range: CommitRange): string[] {
  return [
    range.from,
    ...(range.excluding ? [`^${range.excluding}`] : []),
    '--',
    ...(range.path ? [`:(literal)${range.path}`] : []),
  ];
}

function parts(output: Buffer): string[] {
  return output.toString().split('\0').filter(Boolean);
}

function lines(output: Buffer): string[] {
  return output.toString().split('\n').filter(Boolean);
}
