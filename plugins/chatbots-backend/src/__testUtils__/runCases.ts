/** What must come of a run's token. */
export type Verdict =
  | 'admitted'
  /** The reason code of the refusal. */
  | 'event-not-allowed'
  | 'ref-not-allowed'
  /** Admitted unless the issuer is configured more strictly. */
  | 'ref-not-protected where a protected ref is required'
  | 'workflow-not-allowed where the file is required';

/** A run, as its host describes it in an identity token. */
export interface RunCase {
  label: string;
  type: 'github' | 'gitlab';
  claims: Record<string, string>;
  verdict: Verdict;
}

const FILE = 'octo-org/octo-bot/.github/workflows/ci.yml@refs/heads/main';

/** A push to the protected main branch on GitHub. */
const github = {
  ref: 'refs/heads/main',
  sha: 'f'.repeat(40),
  repository: 'octo-org/octo-bot',
  repository_owner: 'octo-org',
  actor: 'octocat',
  actor_id: '12',
  repository_id: '74',
  repository_owner_id: '65',
  run_id: '9',
  run_number: '10',
  run_attempt: '2',
  workflow: 'ci',
  head_ref: '',
  base_ref: '',
  event_name: 'push',
  ref_type: 'branch',
  ref_protected: 'true',
  runner_environment: 'github-hosted',
  workflow_ref: FILE,
  job_workflow_ref: FILE,
};

/** A push to the protected main branch on GitLab. */
const gitlab = {
  namespace_id: '72',
  namespace_path: 'g',
  project_id: '20',
  project_path: 'g/p',
  user_id: '1',
  user_login: 'sample',
  pipeline_id: '574',
  pipeline_source: 'push',
  job_id: '302',
  ref: 'main',
  ref_type: 'branch',
  ref_path: 'refs/heads/main',
  ref_protected: 'true',
  environment_protected: 'false',
  ci_config_ref_uri: 'gitlab.example/g/p//.gitlab-ci.yml@refs/heads/main',
};

const onGithub = (
  label: string,
  verdict: Verdict,
  claims: Partial<typeof github> = {},
): RunCase => ({
  label: `${label} on GitHub`,
  type: 'github',
  claims: { ...github, ...claims },
  verdict,
});

const onGitlab = (
  label: string,
  verdict: Verdict,
  claims: Record<string, string> = {},
): RunCase => ({
  label: `${label} on GitLab`,
  type: 'gitlab',
  claims: { ...gitlab, ...claims },
  verdict,
});

/** Runs of a portal that allows `refs/heads/main` alone. */
export const RUN_CASES: readonly RunCase[] = [
  onGithub('a push to main', 'admitted'),
  onGithub('a pull request', 'event-not-allowed', {
    ref: 'refs/pull/7/merge',
    event_name: 'pull_request',
    ref_protected: 'false',
  }),
  // The ref says main, and a stranger's proposal may be what runs.
  onGithub('a pull_request_target', 'event-not-allowed', {
    event_name: 'pull_request_target',
    head_ref: 'evil',
    base_ref: 'main',
  }),
  onGithub('a comment on an issue', 'event-not-allowed', {
    event_name: 'issue_comment',
  }),
  onGithub('a run after another workflow', 'event-not-allowed', {
    event_name: 'workflow_run',
  }),
  onGithub('a run that a person starts on main', 'admitted', {
    event_name: 'workflow_dispatch',
  }),
  onGithub('a run by schedule', 'admitted', { event_name: 'schedule' }),
  onGithub(
    'a push to an unprotected main',
    'ref-not-protected where a protected ref is required',
    { ref_protected: 'false' },
  ),
  onGithub(
    'a push whose other workflow file calls itself ci',
    'workflow-not-allowed where the file is required',
    {
      workflow_ref:
        'octo-org/octo-bot/.github/workflows/other.yml@refs/heads/main',
    },
  ),
  onGithub('a push of a tag named main', 'ref-not-allowed', {
    ref: 'refs/tags/main',
    ref_type: 'tag',
  }),
  onGitlab('a push to main', 'admitted'),
  onGitlab('a push of a tag named main', 'ref-not-allowed', {
    ref_type: 'tag',
    ref_path: 'refs/tags/main',
  }),
  onGitlab(
    'a merge request of a fork whose branch is called main',
    'event-not-allowed',
    { pipeline_source: 'merge_request_event', ref_protected: 'false' },
  ),
  ...['web', 'schedule', 'api', 'trigger'].map(source =>
    onGitlab(`a pipeline by ${source}`, 'admitted', {
      pipeline_source: source,
    }),
  ),
];
