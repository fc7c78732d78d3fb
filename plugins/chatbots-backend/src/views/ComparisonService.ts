import {
  Api,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  ComparableVersion,
  compareVersions,
  ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
import { findChatbot } from '../database/chatbots';
import { findCommitsSince, commitHistoryOf } from '../database/commitHistory';
import { findModelVersion, ModelVersionRow } from '../database/modelVersions';
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
    const { repository_url: repositoryUrl } = await findChatbot(
      this.#knex,
      chatbot,
    );
    const is = await findModelVersion(this.#knex, chatbot, target);
    const was =
      base === undefined
        ? undefined
        : await findModelVersion(this.#knex, chatbot, base);
    const rows = was ? [is, was] : [is];
    const evaluations = await loadEvaluations(
      this.#knex,
      rows.map(({ id }) => id),
    );
    const [comparable, baseline] = await Promise.all(
      rows.map(row => this.#comparable(row, evaluations.get(row.id) ?? [])),
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
      chatbot,
      ...comparison,
      ...(await commitsBetween(this.#knex, was, is, repositoryUrl)),
    };
  }

  async #comparable(
    row: ModelVersionRow,
    evaluations: EvaluationEvidence[],
  ): Promise<ComparableVersion> {
    const bundle = fromJson<ModelVersionBundle>(row.bundle);
    const texts = await findPromptTexts(
      this.#knex,
      row.chatbot,
      bundle.prompts.map(({ digest }) => digest),
    );
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
    compareUrl: `${repositoryUrl.replace(/\/+$/, '')}/compare/${from}...${to}`,
  };
}
