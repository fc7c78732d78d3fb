import {
  ScmCapability,
  ScmCommitRange,
  ScmProtection,
  ScmRepository,
  ScmRun,
} from './types';

/**
 * Options of every call of a {@link ScmHost}.
 *
 * @public
 */
export interface ScmCallOptions {
  /** Ends the call when it is aborted. A host MUST have a time limit of its own besides. */
  signal?: AbortSignal;
}

/**
 * One git host, spoken to with the credentials that Backstage's `integrations` have for it.
 *
 * @remarks
 * A method whose capability is not among {@link ScmHost.capabilities} is never called: `ScmHosts.require` answers
 * `scm-capability-missing` before. Every method throws an error with a reason code of `scm-*`: `scm-unavailable` alone is
 * worth another try. No method follows a redirect with credentials, and no error quotes a secret or the host's answer to one.
 *
 * @public
 */
export interface ScmHost {
  /** Kind of the host, for example `gitea`: one word, lower case, stable. */
  readonly kind: string;
  /** Host name with its port where it has one, in lower case, as `integrations` name it. */
  readonly hostname: string;
  /** Address that its pages begin with, without a slash at the end; a repository's is `<baseUrl>/<owner>/<name>`. */
  readonly baseUrl: string;
  /** What this host can do. */
  readonly capabilities: ReadonlySet<ScmCapability>;

  /**
   * Reads a repository.
   *
   * @param options - `url` is its page. `id` is the immutable id that it is known by: a repository that was renamed is found by
   * it, and another one at the same address is refused
   * @throws `scm-repository-unknown`, `scm-repository-changed`
   */
  repository(
    options: { url: string; id?: string } & ScmCallOptions,
  ): Promise<ScmRepository>;

  /**
   * Reads the commits that `head` has and `base` has not, newest first, with accounts as the host knows them.
   *
   * @param options - all of the history of `head` without a `base`; `limit` is the number of commits at most
   */
  commits(
    repository: ScmRepository,
    options: { base?: string; head: string; limit: number } & ScmCallOptions,
  ): Promise<ScmCommitRange>;

  /**
   * Lists runs of workflows, newest first, at most 500. Needs `runs`.
   *
   * @param options - `sha` is the commit that they are of, `workflow` the name of their file, `since` an instant in RFC 3339
   */
  runs(
    repository: ScmRepository,
    options: {
      sha?: string;
      workflow?: string;
      since?: string;
    } & ScmCallOptions,
  ): Promise<ScmRun[]>;

  /**
   * Starts a workflow by hand, as a person would. Needs `start-workflow`. Not idempotent: the caller looks for a run first.
   *
   * @param options - `workflow` is the name of its file, `ref` a branch; the default branch without one
   * @returns the run, where the host tells it at once
   * @throws `scm-workflow-unknown`, `scm-forbidden`
   */
  startWorkflow(
    repository: ScmRepository,
    options: {
      workflow: string;
      ref?: string;
      inputs: Readonly<Record<string, string>>;
    } & ScmCallOptions,
  ): Promise<{ id: string; url: string } | undefined>;

  /** Writes a secret for the workflows of a repository, in place of the one before. Needs `secrets`. */
  setSecret(
    repository: ScmRepository,
    options: { name: string; value: string } & ScmCallOptions,
  ): Promise<void>;

  /** Writes a variable for the workflows of a repository, in place of the one before. Needs `variables`. */
  setVariable(
    repository: ScmRepository,
    options: { name: string; value: string } & ScmCallOptions,
  ): Promise<void>;

  /** Reads the rules of all protected branches. Needs `protections`. */
  protections(
    repository: ScmRepository,
    options?: ScmCallOptions,
  ): Promise<ScmProtection[]>;

  /**
   * Writes the rules of a branch, in place of those before. Needs `protections`. What `ScmProtection` has no word for stays as
   * it was.
   */
  setProtections(
    repository: ScmRepository,
    options: { protection: ScmProtection } & ScmCallOptions,
  ): Promise<void>;

  /** Opens a pull request, or finds the open one of the same branches. Needs `pull-requests`. */
  openPullRequest(
    repository: ScmRepository,
    options: {
      title: string;
      body: string;
      head: string;
      base: string;
    } & ScmCallOptions,
  ): Promise<{ number: number; url: string }>;

  /** Writes a comment, in Markdown, below a pull request. Needs `pull-requests`. */
  comment(
    repository: ScmRepository,
    options: { number: number; body: string } & ScmCallOptions,
  ): Promise<void>;
}
