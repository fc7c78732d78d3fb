import {
  EvaluationEvidence,
  JUDGE_KINDS,
  JudgeKind,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import { EvidenceRules, policyFields } from '../policy';
import type { CheckFinding } from './CheckDefinition';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/**
 * Which evaluations a check of a metric is asked of. Judges don't all give the same metrics: a language model says whether an
 * answer is faithful, a stand-in only how many words it shares with the passages.
 *
 * @public
 */
export type JudgedCheck = {
  /** Suite that measures it. */
  suite: string;
  /** Metric name. */
  metric: string;
  /** Kinds of judge that it is asked of. Default: all. */
  judges?: JudgeKind[];
  /**
   * What it is about. Checks of one type, suite and aspect take each other's place: together they have to be asked of every kind
   * of judge that the policy accepts. Default: the metric.
   */
  aspect?: string;
};

/** Fields of a rule that may be asked of some judges only. @internal */
export const judgedFields = {
  judges: z
    .array(z.enum(JUDGE_KINDS))
    .min(1)
    // In one order, so that the order in which a policy names them is no part of the rule.
    .transform(kinds => JUDGE_KINDS.filter(kind => kinds.includes(kind)))
    .optional(),
  aspect: policyFields.name.optional(),
};

const IN_WORDS: Readonly<Record<JudgeKind, string>> = {
  llm: 'a language model',
  deterministic: 'a deterministic judge',
  'stand-in': 'a stand-in',
};

/** Whether a check is asked of an evaluation, as far as its judge goes. @internal */
export function isAskedOf(
  { judges }: Pick<JudgedCheck, 'judges'>,
  { judge }: Pick<EvaluationEvidence, 'judge'>,
): boolean {
  return judges === undefined || judges.includes(judge.kind);
}

/**
 * The evaluation that a check rests on, or what the check says without one.
 *
 * @remarks
 * A check that names judges looks at the latest accepted evaluation that one of these scored, not at the latest of all: a stand-in
 * that reports after a language model must not take its word away. Only where an accepted evaluation is there, and none by these
 * judges, is the check not applicable; no evaluation at all fails, as for every check.
 *
 * @internal
 */
export function evidenceFor(
  check: Pick<JudgedCheck, 'suite' | 'judges'>,
  {
    evaluations,
    rules,
  }: {
    evaluations: readonly EvaluationEvidence[];
    rules: { evidence: EvidenceRules };
  },
):
  | { evaluation: EvaluationEvidence }
  | {
      evaluation?: undefined;
      finding: Omit<CheckFinding, 'title' | 'expected'>;
    } {
  const { suite, judges } = check;
  const ofAll = selectEvaluation(evaluations, suite, rules.evidence);
  if (!ofAll.evaluation) {
    return { finding: missingEvidence(ofAll, suite) };
  }
  if (judges === undefined) {
    return { evaluation: ofAll.evaluation };
  }
  const { evaluation } = selectEvaluation(
    evaluations.filter(one => isAskedOf(check, one)),
    suite,
    rules.evidence,
  );
  if (evaluation) {
    return { evaluation };
  }
  const { id, judge } = ofAll.evaluation;
  const asked = judges.map(kind => IN_WORDS[kind]).join(' or ');
  return {
    finding: {
      outcome: 'not-applicable',
      actual: `judged by ${judge.name} (${judge.kind})`,
      reason: `Asked of evaluations judged by ${asked}; that of ${suite} was judged by ${judge.name} (${judge.kind})`,
      reasonCode: 'judge-not-asked',
      evaluationId: id,
    },
  };
}
