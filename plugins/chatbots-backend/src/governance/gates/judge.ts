import {
  Api,
  CheckInput,
  CheckResult,
  Contributor,
  Deployment,
  evaluateChecks,
  ResolvedRules,
  samplesNeeded,
  verdictOf,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import {
  loadEvaluations,
  loadSampleScores,
} from '../../database/operations/loadEvaluations';
import {
  DeploymentRow,
  ModelVersionRow,
  StageRow,
} from '../../database/tables';

/** What a gate says, with the evidence it rests on. */
export interface Judgement {
  results: CheckResult[];
  verdict: Api.Verdict;
  /** The version that runs in the stage, unless it is the one under check. */
  baseline: StageRow | undefined;
  /** Content digests of the version's evaluations, by id. */
  evaluationDigests: ReadonlyMap<string, string>;
}

/** Options of {@link judge}. */
export interface JudgeOptions {
  version: ModelVersionRow;
  rules: ResolvedRules;
  now: Date;
  contributors?: readonly Contributor[];
}

/**
 * Gathers the evidence with SQL alone and runs the checks on it. Given a transaction it judges what that transaction sees, so a
 * decision and its reasons are of one moment.
 */
export async function judge(
  db: Knex,
  { version, rules, now, contributors }: JudgeOptions,
): Promise<Judgement> {
  const live = await db<StageRow>('stages')
    .where({ chatbot: version.chatbot, stage: rules.stage })
    .first();
  const evaluations = await loadEvaluations(db, [
    version.id,
    ...(live ? [live.version_id] : []),
  ]);
  const input: CheckInput = {
    rules,
    now,
    version: { name: version.version, digest: version.digest },
    evaluations: evaluations.get(version.id) ?? [],
    deployments: await loadDeployments(db, version),
    ...(live
      ? {
          baseline: {
            version: live.version,
            digest: live.digest,
            evaluations: evaluations.get(live.version_id) ?? [],
          },
        }
      : {}),
    ...(contributors ? { contributors } : {}),
  };
  const results = evaluateChecks({
    ...input,
    samples: await loadSampleScores(db, samplesNeeded(input)),
  });
  return {
    results,
    verdict: verdictOf(results),
    baseline: live && live.version_id !== version.id ? live : undefined,
    evaluationDigests: new Map(
      input.evaluations.map(({ id, digest }) => [id, digest]),
    ),
  };
}

async function loadDeployments(
  db: Knex,
  version: ModelVersionRow,
): Promise<Deployment[]> {
  const rows = await db<DeploymentRow>('deployments').where({
    chatbot: version.chatbot,
    digest: version.digest,
  });
  return rows.map(row => ({
    id: row.id,
    chatbot: row.chatbot,
    version: row.version,
    versionDigest: row.digest,
    stage: row.stage,
    promotionId: row.promotion_id,
    strategy: row.strategy as Deployment['strategy'],
    state: row.state,
    steps: [],
    startedAt: row.started_at,
    ...(row.fallback_digest === null
      ? {}
      : { replacesDigest: row.fallback_digest }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  }));
}

/** A check's result as the API gives it. */
export function toApiCheck(result: CheckResult): Api.Check {
  return {
    id: result.id,
    title: result.title,
    outcome: result.outcome,
    expected: result.expected,
    actual: result.actual,
    reason: result.reason,
    reasonCode: result.reasonCode,
    blocking: result.blocking,
    ...(result.evaluationId ? { evaluationId: result.evaluationId } : {}),
  };
}
