import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ComparableVersion,
  compareVersions,
  ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
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
    const rows = was ? [is, was] : [is];
    const evaluations = await loadEvaluations(
      this.#knex,
      rows.map(({ id }) => id),
    );
    const texts = await this.#promptTexts(chatbot.name, rows);
    const [comparable, baseline] = rows.map(row =>
      toComparable(row, texts, evaluations.get(row.id) ?? []),
    );
    const samples = await loadSampleScores(
      this.#knex,
      [comparable, baseline]
        .flatMap(side => side?.evaluations ?? [])
        .filter(({ hasSamples }) => hasSamples)
        .map(({ id }) => id),
    );
    const [{ source: _source, ...comparison }] = compareVersions(
      baseline,
      [comparable],
      { samples },
    );
    return {
      chatbot: chatbot.name,
      ...comparison,
      ...(await commitsBetween(this.#knex, was, is, chatbot.repository_url)),
    };
  }

  async #promptTexts(
    chatbot: string,
    rows: readonly ModelVersionRow[],
  ): Promise<ReadonlyMap<string, string>> {
    const digests = rows.flatMap(row =>
      fromJson<ModelVersionBundle>(row.bundle).prompts.map(
        ({ digest }) => digest,
      ),
    );
    return findPromptTexts(this.#knex, chatbot, [...new Set(digests)]);
  }
}

function toComparable(
  row: ModelVersionRow,
  texts: ReadonlyMap<string, string>,
  evaluations: EvaluationEvidence[],
): ComparableVersion {
  const bundle = fromJson<ModelVersionBundle>(row.bundle);
  const promptTexts: Record<string, string> = {};
  for (const { name, digest } of bundle.prompts) {
    const text = texts.get(digest);
    if (text !== undefined) {
      promptTexts[name] = text;
    }
  }
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
