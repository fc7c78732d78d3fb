import { join } from 'node:path';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { RunRecord } from '../store/RunRecord';

/** What the environment of a job is made of. @internal */
export interface JobEnvironmentOptions {
  inherited: Record<string, string>;
  secrets: Record<string, string>;
  repository: RepositoryRecord;
  run: RunRecord;
  workspace: string;
  hostUrl: string;
  portalUrl: string;
  jobToken: string;
  deployStateFolder: string;
}

/**
 * The whole environment of a job. Secrets come first: none of them can replace what the runner says of the run.
 *
 * @internal
 */
export function jobEnvironment(
  options: JobEnvironmentOptions,
): Record<string, string> {
  const { repository, run, workspace } = options;
  return {
    ...options.secrets,
    ...options.inherited,
    HOME: join(workspace, 'home'),
    TMPDIR: join(workspace, 'tmp'),
    CI: 'true',
    GITHUB_ACTOR: run.actor,
    GITHUB_EVENT_NAME: run.kind === 'deploy' ? 'repository_dispatch' : 'push',
    GITHUB_REF: `refs/heads/${run.branch}`,
    GITHUB_REF_NAME: run.branch,
    GITHUB_REPOSITORY: `${repository.owner}/${repository.name}`,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.id),
    GITHUB_SERVER_URL: options.hostUrl,
    GITHUB_SHA: run.commit,
    GITHUB_WORKFLOW: run.kind,
    GITHUB_WORKSPACE: join(workspace, 'checkout'),
    CHATBOT_PORTAL_URL: options.portalUrl,
    ARTIFACT_REPOSITORY_URL: options.hostUrl,
    ARTIFACT_REPOSITORY_TOKEN: options.jobToken,
    DEPLOY_STATE_DIR: options.deployStateFolder,
    ...(run.promotion && {
      PROMOTION_ID: run.promotion.id,
      STAGE: run.promotion.stage,
    }),
  };
}
