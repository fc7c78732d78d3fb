import {
  CheckResult,
  DeploymentEvidence,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  CheckedPrompt,
  CheckedText,
  CheckInput,
  CheckRun,
  Contributor,
  evaluateChecks,
  ExternalAnswer,
  gateHoldsUntil,
  ModelVersionBundle,
  promptsNeeded,
  textsNeeded,
  textsOfVersion,
  ResolvedRules,
  samplesNeeded,
  verdictOf,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { loadEvaluations } from '../../database/evaluations';
import { loadSampleScores } from '../../database/evaluationSamples';
import {
  DeploymentRow,
  listDeploymentsOfDigests,
} from '../../database/deployments';
import { fromJson, fromOptionalJson } from '../../database/json';
import { ModelVersionRow } from '../../database/modelVersions';
import { findPromptTexts } from '../../database/promptTexts';
import { listStages, StageRow } from '../../database/stages';

/** What a gate says, with the evidence it rests on. */
export interface GateResult {
  results: CheckResult[];
  verdict: Api.Verdict;
  /** The version that runs in the stage, unless it is the one under check. */
  baseline: StageRow | undefined;
  /** When time alone can change what the checks say, for the first time. */
  holdsUntil: Date | undefined;
  /** Content digests of all evaluations that the checks looked at, by id. */
  evaluationDigests: ReadonlyMap<string, string>;
  /** The same evaluations as they were read, by id, with the version that each counts for. */
  evaluations: ReadonlyMap<
    string,
    { evidence: EvaluationEvidence; versionId: string }
  >;
}

/** A version, and the rules of the stage whose gate is evaluated. */
export interface GateInput {
  version: ModelVersionRow;
  rules: ResolvedRules;
  now: Date;
  contributors?: readonly Contributor[];
}

/**
 * Gathers the evidence of one gate with SQL alone; the checks are run on it by who asked. Given a transaction it reads what that
 * transaction sees, so a decision and its reasons are of one moment.
 */
export async function gatherGate(
  db: Knex,
  input: GateInput,
  run: CheckRun,
): Promise<EvaluateGate> {
  const [evaluate] = await gatherGates(db, [input], run);
  return evaluate;
}

/** Evaluates several gates, each by its own rules, in a fixed number of queries; in the order given. */
export async function evaluateGates(
  db: Knex,
  all: readonly GateInput[],
  run: CheckRun,
): Promise<GateResult[]> {
  return (await gatherGates(db, all, run)).map(evaluate => evaluate());
}

/** Evaluates a gate on evidence that was read, and on what outside systems answered about a promotion. */
export type EvaluateGate = (external?: readonly ExternalAnswer[]) => GateResult;

async function gatherGates(
  db: Knex,
  all: readonly GateInput[],
  run: CheckRun,
): Promise<EvaluateGate[]> {
  const live = await loadLive(db, all);
  const evaluations = await loadEvaluations(db, [
    ...new Set([
      ...all.map(({ version }) => version.id),
      ...[...live.values()].map(row => row.version_id),
    ]),
  ]);
  const deployments = await loadDeployments(db, all);
  const prompts = await loadPrompts(
    db,
    all
      .filter(({ rules }) => promptsNeeded(rules, run.checks))
      .map(({ version }) => version),
  );
  const inputs = all.map(({ version, rules, now, contributors }) => {
    const running = live.get(keyOf(version.chatbot, rules.stage));
    const input: CheckInput = {
      rules,
      now,
      version: { name: version.version, digest: version.digest },
      evaluations: evaluations.get(version.id) ?? [],
      deployments:
        deployments.get(keyOf(version.chatbot, version.digest)) ?? [],
      prompts: prompts.get(version.id) ?? [],
      ...(textsNeeded(rules, run.checks) ? { texts: textsOf(version) } : {}),
      ...(running
        ? {
            baseline: {
              version: running.version,
              digest: running.digest,
              evaluations: evaluations.get(running.version_id) ?? [],
            },
          }
        : {}),
      ...(contributors ? { contributors } : {}),
    };
    return { input, version, running };
  });
  const samples = await loadSampleScores(db, [
    ...new Set(inputs.flatMap(({ input }) => samplesNeeded(input, run.checks))),
  ]);
  return inputs.map(({ input, version, running }) => external => {
    const results = evaluateChecks(
      { ...input, samples, ...(external && { external }) },
      run,
    );
    return {
      results,
      verdict: verdictOf(results),
      holdsUntil: gateHoldsUntil(input, run.checks),
      baseline: running?.version_id === version.id ? undefined : running,
      evaluationDigests: new Map(
        [...input.evaluations, ...(input.baseline?.evaluations ?? [])].map(
          ({ id, contentDigest }) => [id, contentDigest],
        ),
      ),
      evaluations: new Map(
        [version.id, ...(running ? [running.version_id] : [])].flatMap(
          versionId =>
            (evaluations.get(versionId) ?? []).map(
              evidence => [evidence.id, { evidence, versionId }] as const,
            ),
        ),
      ),
    };
  });
}

function keyOf(chatbot: string, what: string): string {
  // Neither a chatbot's name nor a digest nor a stage holds a blank.
  return `${chatbot} ${what}`;
}

async function loadLive(
  db: Knex,
  all: readonly GateInput[],
): Promise<Map<string, StageRow>> {
  const rows = await listStages(
    db,
    [...new Set(all.map(one => one.version.chatbot))],
    [...new Set(all.map(one => one.rules.stage))],
  );
  return new Map(rows.map(row => [keyOf(row.chatbot, row.stage), row]));
}

async function loadDeployments(
  db: Knex,
  all: readonly GateInput[],
): Promise<Map<string, DeploymentEvidence[]>> {
  const rows = await listDeploymentsOfDigests(
    db,
    [...new Set(all.map(one => one.version.chatbot))],
    [...new Set(all.map(one => one.version.digest))],
  );
  const byVersion = new Map<string, DeploymentEvidence[]>();
  for (const row of rows) {
    const key = keyOf(row.chatbot, row.digest);
    byVersion.set(key, [...(byVersion.get(key) ?? []), toDeployment(row)]);
  }
  return byVersion;
}

/** Prompts by id of the version. A text that its digest does not cover, changed in the database, counts as not reported. */
async function loadPrompts(
  db: Knex,
  versions: readonly ModelVersionRow[],
): Promise<Map<string, CheckedPrompt[]>> {
  const named = versions.map(({ id, chatbot, bundle }) => ({
    id,
    chatbot,
    prompts: fromJson<ModelVersionBundle>(bundle).prompts,
  }));
  const byVersion = new Map<string, CheckedPrompt[]>();
  for (const chatbot of new Set(named.map(one => one.chatbot))) {
    const own = named.filter(one => one.chatbot === chatbot);
    const digests = own.flatMap(({ prompts }) =>
      prompts.map(({ digest }) => digest),
    );
    const texts = await findPromptTexts(db, chatbot, [...new Set(digests)]);
    const covered = new Map(
      [...texts].filter(([digest, text]) => sha256Text(text) === digest),
    );
    for (const { id, prompts } of own) {
      byVersion.set(
        id,
        prompts.map(({ name, digest }) => ({
          name,
          text: covered.get(digest),
        })),
      );
    }
  }
  return byVersion;
}

function textsOf({ bundle, model_card }: ModelVersionRow): CheckedText[] {
  return textsOfVersion(
    fromJson<ModelVersionBundle>(bundle),
    fromOptionalJson<Record<string, unknown>>(model_card),
  );
}

function toDeployment(row: DeploymentRow): DeploymentEvidence {
  return {
    id: row.id,
    chatbot: row.chatbot,
    version: row.version,
    versionDigest: row.digest,
    stage: row.stage,
    promotionId: row.promotion_id,
    strategy: row.strategy,
    state: row.state,
    steps: [],
    startedAt: row.started_at,
    ...(row.fallback_digest === null
      ? {}
      : { replacesDigest: row.fallback_digest }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  };
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
    ...(result.links?.length ? { links: result.links } : {}),
  };
}
