import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { Clock, toInstant } from '../database/Clock';
import {
  GateEvaluationRow,
  listGateEvaluations,
} from '../database/gateEvaluations';
import { fromJson } from '../database/json';
import { findModelVersion, ModelVersionRow } from '../database/modelVersions';
import { findActivePolicyNumber } from '../database/policies';
import { GateService } from '../governance/gates/GateService';
import { findGateRevision } from './gateRevision';

/**
 * Gates for pages, lists and the catalog, as they were evaluated last.
 *
 * @remarks
 * An evaluation stands while the chatbot's revision and the policy in force are those it was made of, and until time alone can
 * change it. Where there is none that stands, the gate itself is asked: an old verdict is never shown as today's.
 */
export class StoredGates implements GateService {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #gates: GateService;
  readonly #stages: readonly string[];

  constructor(options: {
    knex: Knex;
    clock: Clock;
    /** Evaluates what does not stand. */
    gates: GateService;
    stages: readonly string[];
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#gates = options.gates;
    this.#stages = options.stages;
  }

  async explain(
    chatbot: string,
    versionName: string,
    stage?: string,
  ): Promise<Api.Gate[]> {
    const version = await findModelVersion(this.#knex, chatbot, versionName);
    const standing = await this.#standing(chatbot, [version]);
    const targets = stage ? [stage] : this.#stages.slice(1);
    const gates = targets.map(target => standing.get(keyOf(version, target)));
    return gates.every(isPresent)
      ? gates.map(toGate)
      : this.#gates.explain(chatbot, versionName, stage);
  }

  async verdicts(
    chatbot: string,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<Map<string, Api.Verdict>> {
    const standing = await this.#standing(
      chatbot,
      versions.map(({ version }) => version),
    );
    const verdicts = new Map<string, Api.Verdict>();
    const rest = versions.filter(({ version, stage }) => {
      const row = standing.get(keyOf(version, stage));
      if (row) {
        verdicts.set(version.id, row.verdict);
      }
      return row === undefined;
    });
    if (rest.length > 0) {
      const evaluated = await this.#gates.verdicts(chatbot, rest);
      evaluated.forEach((verdict, id) => verdicts.set(id, verdict));
    }
    return verdicts;
  }

  evaluate(
    ...question: Parameters<GateService['evaluate']>
  ): ReturnType<GateService['evaluate']> {
    return this.#gates.evaluate(...question);
  }

  evaluateAll(
    ...question: Parameters<GateService['evaluateAll']>
  ): ReturnType<GateService['evaluateAll']> {
    return this.#gates.evaluateAll(...question);
  }

  headline(chatbot: string): ReturnType<GateService['headline']> {
    return this.#gates.headline(chatbot);
  }

  thresholds(chatbot: string): ReturnType<GateService['thresholds']> {
    return this.#gates.thresholds(chatbot);
  }

  /** The evaluations that hold now, by version and stage. */
  async #standing(
    chatbot: string,
    versions: readonly ModelVersionRow[],
  ): Promise<Map<string, GateEvaluationRow>> {
    const policy = await findActivePolicyNumber(this.#knex);
    const { revision } = await findGateRevision(this.#knex, chatbot);
    // Read last: a row of this revision, or of a later one, which is then taken for out of date.
    const rows = await listGateEvaluations(
      this.#knex,
      versions.map(({ id }) => id),
    );
    const now = toInstant(this.#clock.now());
    return new Map(
      rows
        .filter(
          row =>
            row.revision === revision &&
            row.policy_number === policy &&
            row.valid_until > now,
        )
        .map(row => [`${row.version_id} ${row.stage}`, row]),
    );
  }
}

function keyOf({ id }: ModelVersionRow, stage: string): string {
  return `${id} ${stage}`;
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function toGate(row: GateEvaluationRow): Api.Gate {
  return {
    stage: row.stage,
    verdict: row.verdict,
    checks: fromJson(row.checks),
    approvals: fromJson(row.approvals),
    policyNumber: row.policy_number,
  };
}
