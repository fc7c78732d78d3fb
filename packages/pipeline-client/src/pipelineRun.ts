import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';

/**
 * The run that reports, in the shape of the pipeline API.
 *
 * @public
 */
export interface PipelineRunFacts {
  /** Id of the run at the CI system. */
  id: string;
  /** From 1; a rerun counts up. */
  attempt?: number;
  /** Name of the workflow or job. */
  workflow?: string;
  /** Branch or tag that it runs for. */
  ref?: string;
  /** SCM login of the person who started the run. */
  actor?: string;
  /** Page of the run. */
  url?: string;
}

/**
 * The run as the variables of GitHub name it, which Gitea sets as well; else those
 * of GitLab; else a run called `local`.
 *
 * @public
 */
export function pipelineRun(env: PipelineHost['env']): PipelineRunFacts {
  if (env.GITLAB_CI) {
    return compact({
      id: env.CI_PIPELINE_ID ?? 'local',
      workflow: env.CI_JOB_NAME,
      ref: env.CI_COMMIT_REF_NAME,
      actor: env.GITLAB_USER_LOGIN,
      url: env.CI_PIPELINE_URL,
    });
  }
  const attempt = Number(env.GITHUB_RUN_ATTEMPT);
  return compact({
    id: env.GITHUB_RUN_ID || 'local',
    attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : undefined,
    workflow: env.GITHUB_WORKFLOW,
    ref: env.GITHUB_REF || env.GITHUB_REF_NAME,
    actor: env.GITHUB_ACTOR,
    url:
      env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && env.GITHUB_RUN_ID
        ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`
        : undefined,
  });
}

/**
 * The key under which this attempt of this run consumes a permit. A step that is
 * repeated within the attempt gets the same answer; another attempt is refused.
 *
 * @throws PipelineError when the run has no id: a made-up key would let every
 * repetition look like a new use, or every use like a repetition
 *
 * @public
 */
export function idempotencyKey(env: PipelineHost['env']): string {
  const run = env.GITHUB_RUN_ID || env.CI_PIPELINE_ID;
  if (!run) {
    throw PipelineError.create('The run has no id', {
      hint: 'Set GITHUB_RUN_ID, or pass --key with a text that is unique to this attempt.',
    });
  }
  return `${run}-${env.GITHUB_RUN_ATTEMPT || env.CI_JOB_ID || '1'}`;
}

function compact(facts: PipelineRunFacts): PipelineRunFacts {
  const { id, attempt, workflow, ref, actor, url } = facts;
  return {
    id,
    ...(attempt ? { attempt } : {}),
    ...(workflow ? { workflow } : {}),
    ...(ref ? { ref } : {}),
    ...(actor ? { actor } : {}),
    ...(url ? { url } : {}),
  };
}
