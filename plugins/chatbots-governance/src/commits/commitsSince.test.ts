import fc from 'fast-check';
import { CommitHistory, HistoryCommit } from './CommitHistory';
import { commitsSince } from './commitsSince';

/** Commits from lines like `merge: base side`; one without a colon names no parents. */
function commits(...lines: string[]): HistoryCommit[] {
  return lines.map(line => {
    const [sha, parents] = line.split(':');
    return parents === undefined
      ? { sha }
      : { sha, parents: parents.split(' ').filter(Boolean) };
  });
}

function history(...lines: string[]): CommitHistory<HistoryCommit> {
  const reported = commits(...lines);
  return { source: reported[0].sha, commits: reported };
}

function shas(found: readonly HistoryCommit[]): string[] {
  return found.map(({ sha }) => sha);
}

/** Computed another way than by walking down: a commit after its parents, once. */
function ancestors(
  graph: readonly Required<HistoryCommit>[],
  sha: string,
): Set<string> {
  const below = new Map<string, Set<string>>();
  for (const one of graph) {
    below.set(
      one.sha,
      new Set([
        one.sha,
        ...one.parents.flatMap(parent => [...(below.get(parent) ?? [])]),
      ]),
    );
  }
  return below.get(sha) ?? new Set();
}

function difference(
  graph: readonly Required<HistoryCommit>[],
  version: string,
  base: string,
): string[] {
  const without = ancestors(graph, base);
  return [...ancestors(graph, version)].filter(sha => !without.has(sha));
}

/** A graph in which parents come first, and what two of its commits report: cut, out of order, some without parents. */
const histories = fc
  .array(fc.uniqueArray(fc.nat(), { maxLength: 3 }), {
    minLength: 2,
    maxLength: 14,
  })
  .map(picks =>
    picks.map((chosen, index) => ({
      sha: `c${index}`,
      parents:
        index === 0 ? [] : [...new Set(chosen.map(pick => `c${pick % index}`))],
    })),
  )
  .chain(graph => {
    const reports = fc
      .record({
        source: fc.nat({ max: graph.length - 1 }),
        order: fc.shuffledSubarray(graph),
        silent: fc.subarray(graph),
      })
      .map(({ source, order, silent }) => {
        const sha = `c${source}`;
        const reachable = ancestors(graph, sha);
        return {
          source: sha,
          commits: order
            .filter(commit => reachable.has(commit.sha))
            .map(
              (commit): HistoryCommit =>
                silent.includes(commit) ? { sha: commit.sha } : commit,
            ),
        };
      });
    return fc.record({
      graph: fc.constant(graph),
      version: reports,
      base: reports,
    });
  });

describe('commitsSince', () => {
  it.each<
    [
      string,
      {
        version: CommitHistory<HistoryCommit>;
        base?: CommitHistory<HistoryCommit>;
        further?: HistoryCommit[];
        expected: string[];
        missing?: string[];
        complete?: boolean;
      },
    ]
  >([
    [
      'takes a line up to the base',
      {
        version: history('d:c', 'c:b', 'b:a'),
        base: history('b:a', 'a:'),
        expected: ['d', 'c'],
      },
    ],
    [
      'takes everything when nothing is replaced',
      { version: history('b:a', 'a:'), expected: ['b', 'a'] },
    ],
    [
      'finds what was merged late and stands behind the base',
      {
        version: history('merge:base side', 'base:a', 'a:', 'side:a'),
        base: history('base:a', 'a:'),
        expected: ['merge', 'side'],
      },
    ],
    [
      'misses a parent that the list was cut before',
      {
        version: history('merge:base side', 'base:a', 'a:'),
        base: history('base:a', 'a:'),
        expected: ['merge'],
        missing: ['side'],
      },
    ],
    [
      'misses the source that no report shows',
      {
        version: { source: 'b', commits: [] },
        base: history('a:'),
        expected: [],
        missing: ['b'],
      },
    ],
    [
      'counts all that the base has not when a commit names no parents',
      {
        version: history('merge', 'base', 'a', 'side'),
        base: history('base', 'a'),
        expected: ['merge', 'side'],
        missing: ['merge'],
      },
    ],
    [
      'knows by the list of a newer version what an older report left out',
      {
        version: history('merge:base side', 'side:a', 'base:b', 'b:a', 'a:'),
        base: history('base'),
        expected: ['merge', 'side'],
      },
    ],
    [
      'is not complete when nothing is shared, as at the edge of a shallow clone',
      {
        version: history('c:'),
        base: history('b:a', 'a:'),
        expected: ['c'],
        complete: false,
      },
    ],
    [
      'finds nothing new in what the base has',
      {
        version: history('a:'),
        base: history('b:a', 'a:'),
        expected: [],
      },
    ],
    [
      'does not take what the base lists and can not reach for its history',
      {
        version: history('c:b x', 'x:a'),
        base: history('b:a', 'a:', 'x:a'),
        expected: ['c', 'x'],
      },
    ],
    [
      'closes a gap with other reports',
      {
        version: history('d:c'),
        base: history('a:'),
        further: commits('c:b', 'b:a', 'z:a'),
        expected: ['d', 'c', 'b'],
      },
    ],
    [
      'walks each way when reports differ, and never in circles',
      {
        version: history('c:b', 'b:a', 'x:c'),
        base: history('a:'),
        further: commits('b:x'),
        expected: ['c', 'b', 'x'],
      },
    ],
  ])(
    '%s',
    (_, { version, base, further, expected, missing = [], complete }) => {
      const found = commitsSince(version, base, further);
      expect(shas(found.commits)).toEqual(expected);
      expect(found.missing).toEqual(missing);
      expect(found.complete).toBe(complete ?? missing.length === 0);
    },
  );

  it('keeps both when a report lists a commit twice', () => {
    const twice = [
      { sha: 'b', parents: ['a'], by: 'one' },
      { sha: 'b', parents: ['a'], by: 'two' },
    ];
    expect(
      commitsSince(
        { source: 'b', commits: twice },
        { source: 'a', commits: [] },
      ).commits,
    ).toEqual(twice);
  });

  it('is never complete without a commit that git would name', () => {
    fc.assert(
      fc.property(histories, ({ graph, version, base }) => {
        const truth = difference(graph, version.source, base.source);
        const found = commitsSince(version, base);
        const names = new Set(shas(found.commits));
        const left = truth.filter(sha => !names.has(sha));
        expect(found.complete ? left : []).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is exactly what git names when both reports are whole', () => {
    fc.assert(
      fc.property(histories, ({ graph, version, base }) => {
        const whole = ({ source }: CommitHistory<HistoryCommit>) => ({
          source,
          commits: graph.filter(({ sha }) => ancestors(graph, source).has(sha)),
        });
        const found = commitsSince(whole(version), whole(base));
        expect(shas(found.commits).sort()).toEqual(
          difference(graph, version.source, base.source).sort(),
        );
        expect(found.missing).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
