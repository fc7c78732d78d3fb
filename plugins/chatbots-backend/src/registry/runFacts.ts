import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PipelineActor } from '../database';
import { JsonObject } from '@backstage/types';

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

/**
 * An origin as an audit event tells of it. Ref, workflow and environment are named by people, often after people: their names
 * lie beside the hashed bytes, proven by commitment.
 */
export function originFacts(origin: Api.Origin): {
  data: { origin: JsonObject };
  texts: Record<string, string>;
} {
  const { ref, workflow, environment, ...hashed } = origin;
  return {
    data: { origin: hashed },
    texts: {
      ...(ref === undefined ? {} : { ref }),
      ...(workflow === undefined ? {} : { workflow }),
      ...(environment === undefined ? {} : { environment }),
    },
  };
}
