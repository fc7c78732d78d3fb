import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A commit with the people behind it, who may not approve it. */
export interface Commit {
  sha: string;
  /** Absent at the edge of a shallow clone, where git hides them. */
  parents?: string[];
  author: { name?: string; email: string };
  committer: { name?: string; email: string };
  summary: string;
}

const MAX_COMMITS = 200;

/**
 * Commits reachable from a commit, each before its parents; none outside a repository. Not by date, which whoever commits may
 * choose: what an old branch brings stands right behind its merge.
 */
export function recentCommits(commit: string, folder = '.'): Commit[] {
  // No name, address or first line of a message can hold a line break.
  const format = ['%H', '%P', '%an', '%ae', '%cn', '%ce', '%s'].join('%n');
  let out: string;
  let edge: Set<string>;
  try {
    out = git(folder, [
      'log',
      '-z',
      '--topo-order',
      `--max-count=${MAX_COMMITS}`,
      `--format=${format}`,
      commit,
    ]);
    edge = shallowEdge(folder);
  } catch {
    return [];
  }
  return out
    .split('\0')
    .filter(entry => entry !== '')
    .map(entry => {
      const [
        sha = '',
        parents = '',
        authorName = '',
        authorEmail = '',
        committerName = '',
        committerEmail = '',
        summary = '',
      ] = entry.split('\n');
      return {
        sha,
        ...(!edge.has(sha) && { parents: parents.split(' ').filter(Boolean) }),
        author: {
          name: authorName.slice(0, 200),
          email: authorEmail.slice(0, 320),
        },
        committer: {
          name: committerName.slice(0, 200),
          email: committerEmail.slice(0, 320),
        },
        summary: summary.slice(0, 300),
      };
    });
}

/** The commits whose parents a shallow clone left behind; git shows them as if they had none. */
function shallowEdge(folder: string): Set<string> {
  const path = git(folder, ['rev-parse', '--git-path', 'shallow']).trim();
  const file = resolve(folder, path);
  return new Set(
    existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [],
  );
}

function git(folder: string, options: string[]): string {
  return execFileSync('git', ['--no-replace-objects', ...options], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 16_000_000,
  });
}
