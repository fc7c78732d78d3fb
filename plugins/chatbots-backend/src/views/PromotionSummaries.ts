import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { compareVersions } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { loadEvaluations } from '../database/evaluations';
import { loadSampleScores } from '../database/evaluationSamples';
import {
  findModelVersionsOf,
  ModelVersionRow,
} from '../database/modelVersions';
import { listPromptTexts, PromptTextRow } from '../database/promptTexts';
import { PromotionRecord, summaryLine } from '../records/promotions';
import { promptDigests, toComparable } from './ComparisonService';
import { basisOf, splitEvidence } from './promotionEvidence';

/** How many lines are remembered. */
const REMEMBERED = 1000;

/** One request with what it compares. */
interface Compared {
  id: string;
  /** Says all that the line depends on. */
  key: string;
  /** What is asked for, and what it replaces. */
  sides: { row: ModelVersionRow; evaluations: EvaluationEvidence[] }[];
}

/**
 * What requests change, in a line each, by today's rule of what can be compared: what a row says and what its page says is the same.
 *
 * @remarks
 * The line that was stored at the request is of the evaluations and the rule of then. It stands once a promotion is decided.
 * Versions and evaluations never change, so a line is remembered by their ids.
 */
export class PromotionSummaries {
  readonly #knex: Knex;
  readonly #lines = new Map<string, string>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Lines by promotion, of those that are not decided; a fixed number of statements, however many there are. */
  async ofOpen(
    records: readonly PromotionRecord[],
  ): Promise<Map<string, string>> {
    const requests = records.filter(({ state }) => state === 'requested');
    if (requests.length === 0) {
      return new Map();
    }
    const compared = await this.#compared(requests);
    await this.#remember(compared.filter(({ key }) => !this.#lines.has(key)));
    return new Map(
      compared.flatMap(({ id, key }) => {
        const line = this.#lines.get(key);
        return line === undefined ? [] : [[id, line]];
      }),
    );
  }

  async #compared(requests: readonly PromotionRecord[]): Promise<Compared[]> {
    const versions = await findModelVersionsOf(
      this.#knex,
      requests.map(({ row }) => row.version_id),
      requests.flatMap(({ row }) =>
        row.replaces_version === null
          ? []
          : [{ chatbot: row.chatbot, version: row.replaces_version }],
      ),
    );
    const evaluations = await loadEvaluations(
      this.#knex,
      versions.map(({ id }) => id),
    );
    return requests.map(record => {
      const { row, id } = record;
      const sides = [row.version, row.replaces_version]
        .flatMap(name =>
          versions.filter(
            one => one.chatbot === row.chatbot && one.version === name,
          ),
        )
        .map(version => ({
          row: version,
          evaluations: splitEvidence(
            evaluations.get(version.id) ?? [],
            basisOf(record),
          ).shown,
        }));
      return {
        id,
        key: JSON.stringify(
          sides.map(side => [
            side.row.id,
            ...side.evaluations.map(evaluation => evaluation.id).sort(),
          ]),
        ),
        sides,
      };
    });
  }

  /** Compares with prompts and samples, which are much to read. */
  async #remember(compared: readonly Compared[]): Promise<void> {
    if (compared.length === 0) {
      return;
    }
    const texts = await listPromptTexts(this.#knex, [
      ...new Set(
        compared.flatMap(({ sides }) =>
          sides.flatMap(({ row }) => promptDigests(row)),
        ),
      ),
    ]);
    const comparable = compared.map(({ key, sides }) => ({
      key,
      sides: sides.map(({ row, evaluations }) =>
        toComparable(row, textsOf(row.chatbot, texts), evaluations),
      ),
    }));
    const samples = await loadSampleScores(
      this.#knex,
      comparable
        .flatMap(({ sides }) => sides.flatMap(({ evaluations }) => evaluations))
        .filter(({ hasSamples }) => hasSamples)
        .map(({ id }) => id),
    );
    if (this.#lines.size >= REMEMBERED) {
      this.#lines.clear();
    }
    for (const { key, sides } of comparable) {
      const [target, base] = sides;
      const [comparison] = compareVersions(base, [target], { samples });
      this.#lines.set(key, summaryLine(comparison));
    }
  }
}

function textsOf(
  chatbot: string,
  rows: readonly PromptTextRow[],
): Map<string, string> {
  return new Map(
    rows
      .filter(row => row.chatbot === chatbot)
      .map(({ digest, text }) => [digest, text]),
  );
}
