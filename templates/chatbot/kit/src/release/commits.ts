import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cutText } from '../text/cutText.ts';

export interface Person {
  name?: string;
  email: string;
}

/** A commit with the people behind it, who may not approve it. */
export interface Commit {
  sha: string;
  /** Absent at the edge of a shallow clone, where git hides them. */
  parents?: string[];
  author: Person;
  committer: Person;
  /** Where several commits were squashed into one, only its trailers name who wrote them. */
  coAuthors?: Person[];
  summary: string;
}

const MAX_COMMITS = 200;
const MAX_CO_AUTHORS = 50;
const TRAILERS = '%(trailers:key=Co-authored-by,valueonly,unfold)';

/**
 * Commits reachable from a commit, each before its parents; none outside a repository. Not by date, which whoever commits may
 * choose: what an old branch brings stands right behind its merge.
 */
export function recentCommits(commit: string, folder = '.'): Commit[] {
  // No name, address or first line of a message can hold a line break.
  // The trailers come last, one a line.
  const format = ['%H', '%P', '%an', '%ae', '%cn', '%ce', '%s', TRAILERS].join(
    '%n',
  );
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
        ...trailers
      ] = entry.split('\n');
      const coAuthors = trailers.flatMap(coAuthor).slice(0, MAX_CO_AUTHORS);
      return {
        sha,
        ...(!edge.has(sha) && { parents: parents.split(' ').filter(Boolean) }),
        author: person(authorName, authorEmail),
        committer: person(committerName, committerEmail),
        ...(coAuthors.length > 0 && { coAuthors }),
        summary: cutText(summary, 300),
      };
    });
}

function person(name: string, email: string): Person {
  return { name: cutText(name, 200), email: cutText(email, 320) };
}

/** `Name <address>`; whoever is named without an address can't be mapped to anybody, so the name stands for it. */
function coAuthor(trailer: string): Person[] {
  const [, name = '', email = ''] = /^(.*)<([^<>]*)>\s*$/.exec(trailer) ?? [];
  const identity = email.trim() || trailer.trim();
  return identity ? [person(name.trim(), identity)] : [];
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
