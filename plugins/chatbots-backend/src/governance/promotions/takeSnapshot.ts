import {
  bindingInput,
  CheckRun,
  Contributor,
  evaluationsOf,
  PromotionBinding,
  RegisteredChecks,
  ResolvedRules,
  rulesDigestInput,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { RiskClass } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import {
  answerDigest,
  askedDigest,
  latestRows,
  toExternalAnswer,
} from '../../records/externalAnswers';
import {
  ExternalAnswerRow,
  listAnswersTo,
} from '../../database/externalAnswers';
import { ChatbotRow } from '../../database/chatbots';
import { ModelVersionRow } from '../../database/modelVersions';
import { gatherGate, GateResult } from '../gates/evaluateGates';
import { ActivePolicy } from '../policies/activePolicy';

/** The facts of a promotion at one moment, and what the checks say of them. */
export interface PromotionSnapshot {
  binding: PromotionBinding;
  bindingDigest: string;
  gate: GateResult;
  /** Digest of the facts that outside systems are asked about. */
  askedDigest: string;
  /** What they answered, the last row of each; undefined where the rules ask none, or nobody has requested yet. */
  answers: ExternalAnswerRow[] | undefined;
}

/** The facts of a promotion, and the rules that they were evaluated by. */
export interface CurrentSnapshot extends PromotionSnapshot {
  policy: ActivePolicy;
  rules: ResolvedRules;
  policyNumber: number;
}

/** Evaluates a promotion and takes a snapshot of what decisions on it are bound to. */
export async function takeSnapshot(
  db: Knex,
  options: {
    chatbot: ChatbotRow;
    version: ModelVersionRow;
    rules: ResolvedRules;
    contributors: readonly Contributor[];
    now: Date;
    /** Absent while it is being requested: nobody was asked yet. */
    promotionId?: string;
  },
  run: CheckRun,
): Promise<PromotionSnapshot> {
  const { rules, promotionId } = options;
  const evaluate = await gatherGate(db, options, run);
  const gate = evaluate();
  const binding = bindingOf(options, gate);
  const asked = askedDigest(binding);
  const asks = readsAnswers(rules, run.checks);
  if (!asks || promotionId === undefined) {
    return { binding, ...digests(binding, asked), gate, answers: undefined };
  }
  const answers = latestRows(await listAnswersTo(db, promotionId, asked));
  const answered = evaluate(answers.map(toExternalAnswer));
  const bound: PromotionBinding = {
    // What was asked about, whatever the answers make of it.
    ...binding,
    // One that is pending decides nothing yet.
    answers: answers
      .filter(({ status }) => status !== 'pending')
      .map(row => ({
        id: row.id,
        system: row.system,
        digest: answerDigest(row),
      })),
  };
  return { binding: bound, ...digests(bound, asked), gate: answered, answers };
}

/** Whether a check of the rules looks at what outside systems answered. */
function readsAnswers(rules: ResolvedRules, checks: RegisteredChecks): boolean {
  return rules.checks.some(({ type }) =>
    checks.get(type)?.needs.includes('external'),
  );
}

function digests(binding: PromotionBinding, asked: string) {
  return {
    bindingDigest: sha256Text(canonicalJson(bindingInput(binding))),
    askedDigest: asked,
  };
}

function bindingOf(
  {
    chatbot,
    version,
    rules,
  }: { chatbot: ChatbotRow; version: ModelVersionRow; rules: ResolvedRules },
  gate: GateResult,
): PromotionBinding {
  return {
    chatbot: chatbot.name,
    digest: version.digest,
    version: version.version,
    stage: rules.stage,
    ...(gate.baseline ? { replaces: gate.baseline.digest } : {}),
    evaluations: evaluationsOf(gate.results).flatMap(id => {
      const digest = gate.evaluationDigests.get(id);
      return digest ? [{ id, digest }] : [];
    }),
    owner: chatbot.owner,
    riskClass: chatbot.risk_class as RiskClass,
    repositoryId: `${chatbot.repository_host}/${chatbot.repository_id}`,
    rulesDigest: sha256Text(canonicalJson(rulesDigestInput(rules))),
  };
}
