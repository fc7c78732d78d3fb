import {
  CheckOutcome,
  CheckReasonCode,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { EvidenceRules } from '../policy';
import { EvidenceRefusal, refuseEvaluation } from './acceptEvaluation';

/**
 * What was found for a suite.
 *
 * @public
 */
export interface EvaluationSelection {
  /** The latest accepted one. */
  evaluation?: EvaluationEvidence;
  /** Why the latest one doesn't count, when none does. */
  refused?: { evaluation: EvaluationEvidence; refusal: EvidenceRefusal };
}

/**
 * The evaluation a check rests on: the latest one of the suite that the policy accepts. The latest, not the best: a later run that
 * fails is not outdone by an earlier one that passed. An evaluation that is not accepted counts neither for nor against.
 *
 * @public
 */
export function selectEvaluation(
  evaluations: readonly EvaluationEvidence[],
  suite: string,
  evidence: EvidenceRules,
): EvaluationSelection {
  const ofSuite = evaluations
    .filter(evaluation => evaluation.suite === suite)
    .sort(latestFirst);
  let refused: EvaluationSelection['refused'];
  for (const evaluation of ofSuite) {
    const refusal = refuseEvaluation(evidence, evaluation);
    if (!refusal) {
      return { evaluation };
    }
    refused ??= { evaluation, refusal };
  }
  return { refused };
}

/** By the registry's clock: the reporter's may say anything. @internal */
export function latestFirst(
  a: EvaluationEvidence,
  b: EvaluationEvidence,
): number {
  const difference = Date.parse(b.reportedAt) - Date.parse(a.reportedAt);
  if (difference !== 0 && !Number.isNaN(difference)) {
    return difference;
  }
  return a.id < b.id ? 1 : -1;
}

/**
 * The outcome of a check whose evidence is not there, in the words that every check has for it.
 *
 * @public
 */
export function missingEvidence(
  { refused }: EvaluationSelection,
  suite: string,
): {
  outcome: CheckOutcome;
  actual: string;
  reason: string;
  reasonCode: CheckReasonCode;
  evaluationId?: string;
} {
  if (refused) {
    return {
      outcome: 'fail',
      actual: refused.refusal.actual,
      reason: `The evaluation of ${suite} does not count: ${refused.refusal.reason}`,
      reasonCode: refused.refusal.reasonCode,
      evaluationId: refused.evaluation.id,
    };
  }
  return {
    outcome: 'fail',
    actual: 'missing',
    reason: `No evaluation of ${suite} has been reported for this version`,
    reasonCode: 'evaluation-missing',
  };
}
