import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PromotionRecord } from '../records/promotions';

/** Which evaluations a promotion shows. */
export interface EvidenceBasis {
  /** Ids of those that decisions are bound to. */
  bound: ReadonlySet<string>;
  /** When nothing could be decided any more; absent while it can. */
  until?: string;
}

/** What a promotion rests on: what it names, and of the rest what was known when it was decided. */
export function basisOf({
  row,
  state,
  binding,
}: PromotionRecord): EvidenceBasis {
  return {
    bound: new Set(binding.evaluations.map(({ id }) => id)),
    // One that is requested is not decided, whatever was approved before.
    ...(state === 'requested'
      ? {}
      : { until: row.approved_at ?? row.updated_at }),
  };
}

/**
 * Parts the evaluations of one version into those that a promotion shows and those that were measured after it was decided.
 *
 * @remarks
 * A suite that decisions are bound to is shown by what they are bound to and nothing else. No check looks at the others: they are
 * shown as they were when it was decided.
 */
export function splitEvidence(
  evaluations: readonly EvaluationEvidence[],
  { bound, until }: EvidenceBasis,
): { shown: EvaluationEvidence[]; later: EvaluationEvidence[] } {
  const boundSuites = new Set(
    evaluations.filter(({ id }) => bound.has(id)).map(({ suite }) => suite),
  );
  const shown: EvaluationEvidence[] = [];
  const later: EvaluationEvidence[] = [];
  for (const evaluation of evaluations) {
    const { id, suite, reportedAt } = evaluation;
    if (boundSuites.has(suite)) {
      if (bound.has(id)) {
        shown.push(evaluation);
      } else if (until !== undefined && reportedAt >= until) {
        // At the very instant: this is what made it void.
        later.push(evaluation);
      }
    } else if (until !== undefined && reportedAt > until) {
      later.push(evaluation);
    } else {
      shown.push(evaluation);
    }
  }
  return { shown, later };
}

/** An evaluation as pages name what figures are from. */
export function toSource(
  evaluation: EvaluationEvidence,
  bound: ReadonlySet<string>,
): Api.EvidenceSource {
  const { id, version, suite, judge, stage, reportedAt } = evaluation;
  return {
    id,
    version,
    suite,
    dataset: {
      name: evaluation.datasetName,
      revision: evaluation.datasetRevision,
      digest: evaluation.datasetDigest,
    },
    judge: judge.name,
    ...(stage === undefined ? {} : { stage }),
    reportedAt,
    bound: bound.has(id),
  };
}
