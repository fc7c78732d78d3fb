import { join } from 'node:path';

/** What the environment of a job is made of. @internal */
export interface JobEnvironmentOptions {
  inherited: Record<string, string>;
  /** Of the workflow, the job and the step, in this order. */
  declared: ReadonlyArray<Record<string, string>>;
  /** The `github` context of expressions. */
  github: Record<string, unknown>;
  job: string;
  workspace: string;
}

/** What the runner says of a run, by the names of the `github` context. */
const FACTS = [
  'actor',
  'triggering_actor',
  'event_name',
  'ref',
  'ref_name',
  'ref_type',
  'base_ref',
  'head_ref',
  'repository',
  'repository_id',
  'repository_owner',
  'run_id',
  'run_number',
  'run_attempt',
  'server_url',
  'api_url',
  'sha',
  'workflow',
];

/**
 * The whole environment of a step. What the workflow declares comes first: none of it can replace what the runner says
 * of the run. Secrets and variables are there only where the workflow puts them.
 *
 * @internal
 */
export function jobEnvironment(
  options: JobEnvironmentOptions,
): Record<string, string> {
  const { github, workspace } = options;
  return {
    ...options.inherited,
    ...Object.assign({}, ...options.declared),
    HOME: join(workspace, 'home'),
    TMPDIR: join(workspace, 'tmp'),
    CI: 'true',
    GITEA_ACTIONS: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_JOB: options.job,
    GITHUB_WORKSPACE: join(workspace, 'checkout'),
    GITHUB_EVENT_PATH: join(workspace, 'event.json'),
    ...Object.fromEntries(
      FACTS.map(name => [`GITHUB_${name.toUpperCase()}`, String(github[name])]),
    ),
  };
}
