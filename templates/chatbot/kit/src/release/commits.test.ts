import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { recentCommits } from './commits.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const TEAM = 'Team <team@example.com>';

/** A stream for `git fast-import`: a line of commits, and an old one of somebody else's merged at its end. */
function longHistory(late: string): string {
  const commit = (mark: number, who: string, time: number, from: number[]) =>
    [
      'commit refs/heads/main',
      `mark :${mark}`,
      `author ${who} ${time} +0000`,
      `committer ${who} ${time} +0000`,
      `data 6\nchange`,
      ...from.map((parent, index) =>
        index === 0 ? `from :${parent}` : `merge :${parent}`,
      ),
      '',
      '',
    ].join('\n');
  const line = Array.from({ length: 250 }, (_, index) =>
    commit(
      index + 1,
      TEAM,
      1_700_000_000 + index * 60,
      index > 0 ? [index] : [],
    ),
  );
  return [
    ...line,
    commit(251, late, 1_400_000_000, [240]),
    commit(252, TEAM, 1_700_100_000, [250, 251]),
  ].join('');
}

function repository(late = 'Late <late@example.com>'): string {
  const folder = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder]);
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: folder,
    input: longHistory(late),
  });
  return folder;
}

test('an old commit that was merged late is reported, whatever its date', () => {
  const commits = recentCommits('main', repository());
  assert.equal(commits.length, 200);
  const [merge, late] = commits;
  assert.ok(merge && late);
  assert.equal(late.author.email, 'late@example.com');
  assert.ok(merge.parents?.includes(late.sha));
  assert.equal(merge.parents?.length, 2);
  assert.equal(late.parents?.length, 1);
});

test('the edge of a shallow clone is not taken for the beginning', () => {
  const clone = temporaryFolder();
  const origin = pathToFileURL(repository()).href;
  execFileSync('git', ['clone', '--quiet', '--depth=2', origin, clone]);
  const [merge, ...edge] = recentCommits('HEAD', clone);
  assert.ok(merge);
  assert.equal(merge.parents?.length, 2);
  assert.equal(edge.length, 2);
  for (const commit of edge) {
    assert.equal(commit.parents, undefined);
  }
});

test('a name can not pass itself off as another address', () => {
  const forged =
    'A\x1fother@example.com\x1fB\x1fother@example.com <late@example.com>';
  const [, late] = recentCommits('main', repository(forged));
  assert.ok(late);
  assert.equal(late.author.email, 'late@example.com');
  assert.equal(late.committer.email, 'late@example.com');
});

test('the people of squashed commits are told by its trailers', () => {
  const folder = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder]);
  const message = [
    'Answer from passages',
    '',
    '* Answer',
    '',
    'Co-authored-by: One <one@example.com>',
    'co-authored-by: somebody',
  ].join('\n');
  execFileSync(
    'git',
    ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit'].concat([
      '--quiet',
      '--allow-empty',
      '--message',
      message,
    ]),
    { cwd: folder },
  );
  const [commit] = recentCommits('HEAD', folder);
  assert.deepEqual(commit?.coAuthors, [
    { name: 'One', email: 'one@example.com' },
    { name: '', email: 'somebody' },
  ]);
  assert.equal(commit?.summary, 'Answer from passages');
});

test('outside a repository there is nothing to report', () => {
  const folder = temporaryFolder();
  assert.deepEqual(recentCommits('HEAD', folder), []);
});
