import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PipelineActor } from '../database/Actor';

/**
 * The run that reports. What the identity provider said wins over what the pipeline says about itself.
 */
export function effectiveRun(
  actor: PipelineActor,
  run: Api.PipelineRun,
): Api.PipelineRun {
  const { origin, login } = actor;
  if (origin.kind !== 'oidc') {
    return run;
  }
  return {
    ...run,
    ...(origin.runId === undefined ? {} : { id: origin.runId }),
    ...(origin.runAttempt === undefined ? {} : { attempt: origin.runAttempt }),
    ...(origin.workflow === undefined ? {} : { workflow: origin.workflow }),
    ...(origin.ref === undefined ? {} : { ref: origin.ref }),
    ...(login === undefined ? {} : { actor: login }),
  };
}

/**
 * Where a report comes from: verified claims for an exchanged token, otherwise the pipeline's own word, marked as such by
 * the kind.
 */
export function originOf(
  actor: PipelineActor,
  run: Api.PipelineRun,
): Api.Origin {
  if (actor.origin.kind === 'oidc') {
    return actor.origin;
  }
  return {
    kind: 'token',
    ...(run.ref === undefined ? {} : { ref: run.ref }),
    ...(run.workflow === undefined ? {} : { workflow: run.workflow }),
    runId: run.id,
    ...(run.attempt === undefined ? {} : { runAttempt: run.attempt }),
  };
}
