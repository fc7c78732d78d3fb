import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { Clock } from '../database/Clock';
import { findLastChatbotEvent } from '../database/auditEvents';
import { ModelVersionRow } from '../database/modelVersions';
import { GovernanceViews } from './GovernanceViews';
import { judgedStage, stagesOf } from './nextStage';
import { findActivePolicyNumber } from '../database/policies';

/** Verdicts that are kept; about 100 bytes each. */
const KEPT = 10_000;
/** How old a kept verdict may get, in milliseconds: some checks ask for freshness or time in a stage. */
const LIFE_MS = 5 * 60 * 1000;

/**
 * Tells how versions stand at their gates, for lists.
 *
 * @remarks
 * A gate reads all evidence of a version down to the samples, which is too much for each row of a list each time. So a
 * verdict is kept until anything about the chatbot or the policy changes, or for five minutes. Whoever decides something
 * asks the gate itself.
 */
export class VerdictReader {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #governance: GovernanceViews;
  readonly #kept = new Map<string, Api.Verdict>();

  constructor(options: {
    knex: Knex;
    clock: Clock;
    governance: GovernanceViews;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#governance = options.governance;
  }

  /** The verdict of each version at its next stage, or at the last one when it is there; by version id. */
  async read(
    chatbot: string,
    rows: readonly ModelVersionRow[],
    stages: readonly Api.StageStatus[],
  ): Promise<Map<string, Api.Verdict>> {
    const stamp = await this.#stamp(chatbot);
    const wanted = rows.map(version => {
      const stage = judgedStage(
        this.#governance.stages.names,
        stagesOf(stages, version.version),
      );
      const key = `${version.id} ${stage} ${stamp}`;
      return { version, stage, key, kept: this.#kept.get(key) };
    });
    const unknown = wanted.flatMap(({ version, stage, kept }) =>
      kept === undefined && stage !== undefined ? [{ version, stage }] : [],
    );
    const judged =
      unknown.length > 0
        ? await this.#governance.gates.verdicts(chatbot, unknown)
        : new Map<string, Api.Verdict>();
    return new Map(
      wanted.map(({ version, key, kept }) => {
        const verdict = kept ?? judged.get(version.id) ?? 'none';
        this.#keep(key, verdict);
        return [version.id, verdict];
      }),
    );
  }

  /** Changes whenever a verdict on one of the chatbot's versions could. */
  async #stamp(chatbot: string): Promise<string> {
    const policy = await findActivePolicyNumber(this.#knex);
    const event = await findLastChatbotEvent(this.#knex, chatbot);
    const period = Math.floor(this.#clock.now().getTime() / LIFE_MS);
    return `${policy} ${event} ${period}`;
  }

  /** The most recently used stay. */
  #keep(key: string, verdict: Api.Verdict): void {
    this.#kept.delete(key);
    this.#kept.set(key, verdict);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) {
        return;
      }
      this.#kept.delete(oldest);
    }
  }
}
