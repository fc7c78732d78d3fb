import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ComparableVersion,
  compareVersions,
  ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
import { EvidenceBasis, splitEvidence, toSource } from './promotionEvidence';
import { ChatbotRow, findChatbot } from '../database/chatbots';
import { findCommitsSince, commitHistoryOf } from '../database/commitHistory';
import { findModelVersion, ModelVersionRow } from '../database/modelVersions';
import { compareUrl } from './toModelVersion';
import { findPromptTexts } from '../database/promptTexts';
import { loadEvaluations } from '../database/evaluations';
import { loadSampleScores } from '../database/evaluationSamples';

/** Tells what is different between two versions of a chatbot. */
export class ComparisonService {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Compares a version with a base, or with nothing when it replaces nothing. Throws `chatbot-unknown` or
   * `version-unknown`.
   */
  async compare(
    chatbot: string,
    base: string | undefined,
    target: string,
  ): Promise<Api.Comparison> {
    return this.compareRows(
      await findChatbot(this.#knex, chatbot),
      base === undefined
        ? undefined
        : await findModelVersion(this.#knex, chatbot, base),
      await findModelVersion(this.#knex, chatbot, target),
    );
  }

  /** Compares versions that the caller has read. */
  async compareRows(
    chatbot: ChatbotRow,
    was: ModelVersionRow | undefined,
    is: ModelVersionRow,
  ): Promise<Api.Comparison> {
    const { comparison } = await this.comparePromotion(chatbot, was, is, {
      bound: new Set(),
    });
    return comparison;
  }

  /** What a promotion would change, by the evaluations that it rests on, and what was measured since it was decided. */
  async comparePromotion(
    chatbot: ChatbotRow,
    was: ModelVersionRow | undefined,
    is: ModelVersionRow,
    basis: EvidenceBasis,
  ): Promise<Pick<Api.PromotionDetail, 'comparison' | 'evidence' | 'later'>> {
    const rows = was ? [is, was] : [is];
    const evaluations = await loadEvaluations(
      this.#knex,
      rows.map(({ id }) => id),
    );
    const texts = await this.#promptTexts(chatbot.name, rows);
    const split = rows.map(({ id }) =>
      splitEvidence(evaluations.get(id) ?? [], basis),
    );
    const [comparable, baseline] = rows.map((row, index) =>
      toComparable(row, texts, split[index].shown),
    );
    const later = toComparable(is, texts, split[0].later);
    const samples = await loadSampleScores(
      this.#knex,
      [comparable, baseline, later]
        .flatMap(side => side?.evaluations ?? [])
        .filter(({ hasSamples }) => hasSamples)
        .map(({ id }) => id),
    );
    const [{ source: _source, ...comparison }] = compareVersions(
      baseline,
      [comparable],
      { samples },
    );
    const shown = [comparable, baseline].flatMap(
      side => side?.evaluations ?? [],
    );
    return {
      comparison: {
        chatbot: chatbot.name,
        ...comparison,
        ...(await commitsBetween(this.#knex, was, is, chatbot.repository_url)),
      },
      evidence: sourcesOf(comparison.scores, shown, basis),
      ...laterOf(comparable, later, { basis, samples }),
    };
  }

  async #promptTexts(
    chatbot: string,
    rows: readonly ModelVersionRow[],
  ): Promise<ReadonlyMap<string, string>> {
    const digests = rows.flatMap(promptDigests);
    return findPromptTexts(this.#knex, chatbot, [...new Set(digests)]);
  }
}

/** The evaluations that scores are from, newest first. */
function sourcesOf(
  scores: readonly Api.ComparisonRow[],
  evaluations: readonly EvaluationEvidence[],
  { bound }: EvidenceBasis,
): Api.EvidenceSource[] {
  const used = new Set(
    scores.flatMap(row => [row.baseEvaluation, row.targetEvaluation]),
  );
  return evaluations
    .filter(({ id }) => used.has(id))
    .map(evaluation => toSource(evaluation, bound))
    .sort((a, b) => (a.reportedAt < b.reportedAt ? 1 : -1));
}

/** The same version, from what was decided on to what was measured since. */
function laterOf(
  decided: ComparableVersion,
  later: ComparableVersion,
  {
    basis,
    samples,
  }: {
    basis: EvidenceBasis;
    samples: Awaited<ReturnType<typeof loadSampleScores>>;
  },
): Pick<Api.PromotionDetail, 'later'> {
  if (basis.until === undefined || later.evaluations.length === 0) {
    return {};
  }
  const [{ scores }] = compareVersions(decided, [later], { samples });
  const measured = scores.filter(row => row.status !== 'missing' || row.due);
  return {
    later: {
      since: basis.until,
      evidence: sourcesOf(
        measured.map(row => ({ ...row, baseEvaluation: undefined })),
        later.evaluations,
        basis,
      ),
      scores: measured,
    },
  };
}

/** Digests of a version's prompts. */
export function promptDigests({
  bundle,
}: Pick<ModelVersionRow, 'bundle'>): string[] {
  return fromJson<ModelVersionBundle>(bundle).prompts.map(
    ({ digest }) => digest,
  );
}

/** A version with the texts of its prompts, by digest, and its newest evaluations. */
export function toComparable(
  row: ModelVersionRow,
  texts: ReadonlyMap<string, string>,
  evaluations: EvaluationEvidence[],
): ComparableVersion {
  const bundle = fromJson<ModelVersionBundle>(row.bundle);
  // Not by assignment, which would lose a prompt that is named `__proto__`.
  const promptTexts = Object.fromEntries(
    bundle.prompts.flatMap(({ name, digest }) => {
      const text = texts.get(digest);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return {
    version: row.version,
    bundle,
    promptTexts,
    evaluations: newest(evaluations),
  };
}

/** The newest evaluation of each suite, dataset and judge: older ones are never shown, and their samples are many. */
function newest(
  evaluations: readonly EvaluationEvidence[],
): EvaluationEvidence[] {
  const found = new Map<string, EvaluationEvidence>();
  for (const evaluation of evaluations) {
    const { suite, datasetDigest, judge } = evaluation;
    const key = JSON.stringify([suite, datasetDigest, judge.digest]);
    const other = found.get(key);
    if (!other || other.reportedAt < evaluation.reportedAt) {
      found.set(key, evaluation);
    }
  }
  return [...found.values()];
}

async function commitsBetween(
  db: Knex,
  was: ModelVersionRow | undefined,
  is: ModelVersionRow,
  repositoryUrl: string,
): Promise<
  Pick<Api.Comparison, 'commits' | 'commitsTruncated' | 'compareUrl'>
> {
  const { commits, complete } = await findCommitsSince(db, is, was);
  const shown = {
    commits,
    // There are more than the reports show, or the base is on another branch.
    ...(complete ? {} : { commitsTruncated: true }),
  };
  if (!was) {
    return shown;
  }
  const from = commitHistoryOf(was).source;
  const to = commitHistoryOf(is).source;
  return {
    ...shown,
    compareUrl: compareUrl(repositoryUrl, { from, to }),
  };
}
