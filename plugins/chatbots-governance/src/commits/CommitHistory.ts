/**
 * What a walk through a history needs of a commit.
 *
 * @public
 */
export interface HistoryCommit {
  /** Full name of the commit. */
  sha: string;
  /** Full names of all its parents; absent when whoever reported it did not say. */
  parents?: readonly string[];
}

/**
 * The commits that were reported with a version: those that can be reached from its source commit, often not all of them.
 *
 * @public
 */
export interface CommitHistory<C extends HistoryCommit> {
  /** The commit that the version was built from. */
  source: string;
  /** What was reported, in the order of the report. */
  commits: readonly C[];
}

/**
 * What one version has and another has not.
 *
 * @public
 */
export interface CommitsSince<C extends HistoryCommit> {
  /** The commits, in the order of the report. */
  commits: C[];
  /** Whether that is shown to be all. If not, anybody may be behind what is missing. */
  complete: boolean;
  /** Full names of the commits where the walk ended too early: in no report, or in one that does not name their parents. */
  missing: string[];
}
