import { CommitHistory, CommitsSince, HistoryCommit } from './CommitHistory';

type Parents = Map<string, readonly string[]>;

/**
 * Walks from a version's source commit through parents until it meets what the base has already.
 *
 * @remarks
 * Neither dates nor places in a list count: a commit says itself when it was made, and an old one merged late stands far down.
 * The answer is complete when every way leads to the base's history or to a first commit, and at least one to the base's. When it
 * is not, all that was reported with the version and not with the base counts.
 *
 * @param version - what was reported with the version
 * @param base - what was reported with the version to compare with; all is new when there is none
 * @param further - commits of other reports on the same repository, which may close gaps
 *
 * @public
 */
export function commitsSince<C extends HistoryCommit>(
  version: CommitHistory<C>,
  base?: CommitHistory<C>,
  further: readonly C[] = [],
): CommitsSince<C> {
  const others = [...(base?.commits ?? []), ...further];
  const parents = parentsOf([...version.commits, ...others]);
  const known = base ? historyOf(base, parents) : new Set<string>();
  const { reached, met } = walk([version.source], parents, known);
  const missing = [...reached].filter(sha => !parents.has(sha));
  const complete = missing.length === 0 && (met || base === undefined);
  const reported = new Set(version.commits.map(({ sha }) => sha));
  return {
    commits: [
      ...version.commits.filter(({ sha }) =>
        complete ? reached.has(sha) : !known.has(sha),
      ),
      ...unique(others).filter(
        ({ sha }) => reached.has(sha) && !reported.has(sha),
      ),
    ],
    complete,
    missing,
  };
}

/** What a version's history is known to hold. Where a report names no parents, its list has to be believed. */
function historyOf<C extends HistoryCommit>(
  { source, commits }: CommitHistory<C>,
  parents: Parents,
): Set<string> {
  const { reached } = walk([source], parents, new Set());
  const silent = commits.some(
    ({ sha }) => reached.has(sha) && !parents.has(sha),
  );
  return silent
    ? walk([source, ...commits.map(({ sha }) => sha)], parents, new Set())
        .reached
    : reached;
}

function walk(
  from: readonly string[],
  parents: Parents,
  until: ReadonlySet<string>,
): { reached: Set<string>; met: boolean } {
  const reached = new Set<string>();
  const left = [...from];
  let met = false;
  for (let sha = left.pop(); sha !== undefined; sha = left.pop()) {
    if (until.has(sha)) {
      met = true;
    } else if (!reached.has(sha)) {
      reached.add(sha);
      left.push(...(parents.get(sha) ?? []));
    }
  }
  return { reached, met };
}

/** Reports may differ in what they say of a commit's parents; each way is walked. */
function parentsOf(commits: readonly HistoryCommit[]): Parents {
  const found: Parents = new Map();
  for (const { sha, parents } of commits) {
    if (parents) {
      found.set(sha, [...new Set([...(found.get(sha) ?? []), ...parents])]);
    }
  }
  return found;
}

function unique<C extends HistoryCommit>(commits: readonly C[]): C[] {
  return [...new Map(commits.map(commit => [commit.sha, commit])).values()];
}
