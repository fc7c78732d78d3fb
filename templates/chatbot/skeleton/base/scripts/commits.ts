import { execFileSync } from 'node:child_process';

/** A commit with the people behind it, who may not approve it. */
export interface Commit {
  sha: string;
  author: { name?: string; email: string };
  committer: { name?: string; email: string };
  summary: string;
}

const MAX_COMMITS = 200;

/** The newest commits reachable from a commit, newest first; none outside a repository. */
export function recentCommits(commit: string): Commit[] {
  const format = ['%H', '%an', '%ae', '%cn', '%ce', '%s'].join('%x1f');
  let out: string;
  try {
    out = execFileSync(
      'git',
      ['log', '-z', `--max-count=${MAX_COMMITS}`, `--format=${format}`, commit],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 16_000_000,
      },
    );
  } catch {
    return [];
  }
  return out
    .split('\0')
    .filter(entry => entry !== '')
    .map(entry => {
      const [
        sha = '',
        authorName = '',
        authorEmail = '',
        committerName = '',
        committerEmail = '',
        summary = '',
      ] = entry.trim().split('\x1f');
      return {
        sha,
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
