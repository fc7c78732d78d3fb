/**
 * What a git host can do beyond repositories and commits.
 *
 * @remarks
 * - `runs`: tells the runs of workflows;
 * - `start-workflow`: starts a workflow on request;
 * - `secrets`, `variables`: keeps them for workflows;
 * - `protections`: protects branches;
 * - `pull-requests`: opens pull requests and comments on them;
 * - `identity-tokens`: gives each job a token that proves which repository it is of, so no portal token is stored there;
 * - `machine-accounts`: says of an account whether it is a machine.
 *
 * @public
 */
export type ScmCapability =
  | 'runs'
  | 'start-workflow'
  | 'secrets'
  | 'variables'
  | 'protections'
  | 'pull-requests'
  | 'identity-tokens'
  | 'machine-accounts';

/**
 * A repository as its host tells of it.
 *
 * @public
 */
export interface ScmRepository {
  /** Host name, as `ScmHost.hostname` has it. */
  host: string;
  /** The id that the host gave it. A rename does not change it, and no other repository ever has it. */
  id: string;
  /** The id that the host gave to its owner. */
  ownerId?: string;
  /** Login of its owner; may change. */
  owner: string;
  /** Name; may change. */
  name: string;
  /** Its page. */
  url: string;
  /** Name of the branch that it begins with. */
  defaultBranch: string;
  /** What the account of the integration may do there. */
  right: 'read' | 'write' | 'admin';
}

/**
 * An account of the host.
 *
 * @public
 */
export interface ScmAccount {
  /** The id that the host gave it. */
  id: string;
  /** Login; may change. */
  login: string;
  /** What the host says that it is; `unknown` where it does not say, whatever the name looks like. */
  type: 'person' | 'machine' | 'unknown';
}

/**
 * Who stands in a commit, and the account that the host has for them.
 *
 * @public
 */
export interface ScmCommitPerson {
  /** As the commit says; anybody may write anything there. */
  name: string;
  /** As the commit says; anybody may write anything there. */
  email: string;
  /** Absent where the host knows nobody. */
  account?: ScmAccount;
}

/**
 * One commit.
 *
 * @public
 */
export interface ScmCommit {
  sha: string;
  /** Hashes of its parents, in order. */
  parents: string[];
  message: string;
  author: ScmCommitPerson;
  committer: ScmCommitPerson;
  /** Whether the host verified its signature. */
  verified: boolean;
}

/**
 * Commits of a range.
 *
 * @public
 */
export interface ScmCommitRange {
  /** Newest first. */
  commits: ScmCommit[];
  /** Whether these are all. */
  complete: boolean;
}

/**
 * One run of a workflow.
 *
 * @public
 */
export interface ScmRun {
  id: string;
  /** 1 for the first; grows when the run is run again. */
  attempt: number;
  /** Name of its file, for example `deploy.yml`. */
  workflow: string;
  /** As its page shows it: what `run-name` gave. */
  title: string;
  /** What started it, for example `workflow_dispatch`. */
  event: string;
  sha: string;
  state: 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** Its page. One that is not at the address of the host is not linked. */
  url: string;
}

/**
 * Rules of a branch. What a host has no rule for, it leaves out of both directions.
 *
 * @public
 */
export interface ScmProtection {
  /** Name or pattern of branches, for example `main`. */
  branch: string;
  /** Whether commits may be pushed without a pull request. */
  directPush: boolean;
  /** Approvals that a pull request needs. */
  requiredApprovals: number;
  /** Whether a new commit takes approvals away. */
  dismissStaleApprovals: boolean;
  /** Names of checks that have to pass. */
  statusChecks: string[];
  /** Whether administrators are bound as well. */
  bindsAdministrators: boolean;
}
