import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { rulesDigestInput } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { ChatbotRevision, findChatbotRevision } from '../database/auditEvents';
import { findChatbot } from '../database/chatbots';
import { Clock, toInstant } from '../database/Clock';
import {
  GateEvaluationRow,
  listGateEvaluations,
} from '../database/gateEvaluations';
import { fromJson } from '../database/json';
import { findModelVersion, ModelVersionRow } from '../database/modelVersions';
import { findActivePolicyNumber } from '../database/policies';
import { GateEvaluation } from '../governance/gates/GateService';
import { GATE_EVENTS } from '../records/eventEffects';
import { EvaluatedGates } from './GatesInForce';
import { GateReader } from './GovernanceViews';

/** How long an evaluation stands at most, in milliseconds: what a check says in words, "3 d old", moves with time too. */
const LIFE_MS = 24 * 60 * 60 * 1000;

/** Evaluations of versions without a stored one that are remembered; about 500 bytes each. */
const REMEMBERED = 10_000;

/** What an evaluation has to be of, to stand. */
interface Today {
  revision: string;
  policyNumber: number | undefined;
  now: string;
}

/**
 * Gates for pages, lists and the catalog, as they were evaluated last.
 *
 * @remarks
 * An evaluation stands while the chatbot's revision and the policy in force are those it was made of, and until time alone can
 * change it. One that does not stand is never shown as today's. Versions without a stored evaluation, neither newest nor in a
 * stage, are evaluated when somebody asks.
 */
export class StoredGates implements GateReader {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    /** Evaluates what is not stored. */
    gates: EvaluatedGates;
    stages: readonly string[];
    /**
     * What is said of a stored evaluation that does not stand: `pending` to people, who look again; the gate is evaluated for
     * what is stored itself, such as entities.
     */
    lagging: 'pending' | 'evaluate';
  };
  readonly #remembered = new Map<string, GateEvaluationRow>();
  #onLagging: (chatbot: string) => void = () => {};

  constructor(options: {
    knex: Knex;
    clock: Clock;
    gates: EvaluatedGates;
    stages: readonly string[];
    lagging: 'pending' | 'evaluate';
  }) {
    this.#options = options;
  }

  /** Calls back when somebody was told `pending`. The listener returns at once and never throws. */
  onLagging(listener: (chatbot: string) => void): void {
    this.#onLagging = listener;
  }

  async explain(
    chatbot: string,
    versionName: string,
    stage?: string,
  ): Promise<Api.Gate[]> {
    const { knex, gates, stages, lagging } = this.#options;
    const version = await findModelVersion(knex, chatbot, versionName);
    const today = await this.#today(chatbot);
    const stored = await this.#stored([version]);
    const targets = stage ? [stage] : stages.slice(1);
    const rows = targets.flatMap(target => {
      const row = stored.get(keyOf(version, target));
      return row ? [row] : [];
    });
    const late = rows.filter(row => !stands(row, today));
    if (stored.size === 0 || (late.length > 0 && lagging === 'evaluate')) {
      return gates.explain(chatbot, versionName, stage);
    }
    if (late.length > 0) {
      this.#onLagging(chatbot);
    }
    return rows.map(row => (late.includes(row) ? toPending(row) : toGate(row)));
  }

  async verdicts(
    chatbot: string,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<Map<string, Api.GateVerdict>> {
    const today = await this.#today(chatbot);
    const stored = await this.#stored(versions.map(({ version }) => version));
    const verdicts = new Map<string, Api.GateVerdict>();
    const rest = versions.filter(({ version, stage }) => {
      const key = keyOf(version, stage);
      const row = stored.get(key) ?? this.#remembered.get(key);
      if (row && stands(row, today)) {
        verdicts.set(version.id, row.verdict);
      } else if (stored.has(key) && this.#options.lagging === 'pending') {
        verdicts.set(version.id, 'pending');
      }
      return !verdicts.has(version.id);
    });
    if ([...verdicts.values()].includes('pending')) {
      this.#onLagging(chatbot);
    }
    for (const row of await this.#evaluate(chatbot, rest)) {
      verdicts.set(row.version_id, row.verdict);
    }
    return verdicts;
  }

  headline(chatbot: string): ReturnType<GateReader['headline']> {
    return this.#options.gates.headline(chatbot);
  }

  thresholds(chatbot: string): ReturnType<GateReader['thresholds']> {
    return this.#options.gates.thresholds(chatbot);
  }

  async #today(chatbot: string): Promise<Today> {
    const { knex, clock } = this.#options;
    return {
      policyNumber: await findActivePolicyNumber(knex),
      revision: (await findGateRevision(knex, chatbot)).revision,
      now: toInstant(clock.now()),
    };
  }

  /** Read after today's revision: a row may be of a later one, and is then taken for out of date. */
  async #stored(
    versions: readonly ModelVersionRow[],
  ): Promise<Map<string, GateEvaluationRow>> {
    const rows = await listGateEvaluations(
      this.#options.knex,
      versions.map(({ id }) => id),
    );
    return new Map(rows.map(row => [`${row.version_id} ${row.stage}`, row]));
  }

  async #evaluate(
    name: string,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<GateEvaluationRow[]> {
    const { knex, clock, gates } = this.#options;
    if (versions.length === 0) {
      return [];
    }
    const revision = await findGateRevision(knex, name);
    const chatbot = await findChatbot(knex, name);
    const evaluated = await gates.evaluateAll(chatbot, versions);
    return evaluated.map(one => {
      const row = toGateEvaluationRow(one, revision, clock.now());
      this.#remember(keyOf(one.version, row.stage), row);
      return row;
    });
  }

  /** The last ones stay. */
  #remember(key: string, row: GateEvaluationRow): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, { ...row, checks: '', approvals: '' });
    if (this.#remembered.size > REMEMBERED) {
      const [oldest] = this.#remembered.keys();
      this.#remembered.delete(oldest);
    }
  }
}

/** Where a chatbot's history stands as far as it concerns gates: an evaluation of another revision is out of date. */
export async function findGateRevision(
  db: Knex,
  chatbot: string,
): Promise<ChatbotRevision> {
  return findChatbotRevision(db, chatbot, GATE_EVENTS);
}

/** What is stored of an evaluation that was made of a revision. */
export function toGateEvaluationRow(
  { version, rules, gate, holdsUntil }: GateEvaluation,
  { revision, sequence }: ChatbotRevision,
  now: Date,
): GateEvaluationRow {
  const latest = now.getTime() + LIFE_MS;
  return {
    version_id: version.id,
    stage: gate.stage,
    chatbot: version.chatbot,
    verdict: gate.verdict,
    checks: JSON.stringify(gate.checks),
    approvals: JSON.stringify(gate.approvals),
    policy_number: gate.policyNumber ?? 0,
    rules_digest: sha256Text(canonicalJson(rulesDigestInput(rules))),
    revision,
    at_sequence: sequence,
    evaluated_at: toInstant(now),
    valid_until: toInstant(
      new Date(Math.min(holdsUntil?.getTime() ?? latest, latest)),
    ),
  };
}

function stands(row: GateEvaluationRow, today: Today): boolean {
  return (
    row.revision === today.revision &&
    row.policy_number === today.policyNumber &&
    row.valid_until > today.now
  );
}

function keyOf({ id }: ModelVersionRow, stage: string): string {
  return `${id} ${stage}`;
}

function toGate(row: GateEvaluationRow): Api.Gate {
  return {
    stage: row.stage,
    verdict: row.verdict,
    checks: fromJson(row.checks),
    approvals: fromJson(row.approvals),
    policyNumber: row.policy_number,
    evaluatedAt: row.evaluated_at,
    // 0 means that none was numbered yet: a gate needs a version, and no log begins with one.
    ...(Number(row.at_sequence) > 0
      ? { atSequence: Number(row.at_sequence) }
      : {}),
  };
}

/** A gate of which nothing is said yet, since what was said last is out of date. */
function toPending({ stage }: GateEvaluationRow): Api.Gate {
  return { stage, verdict: 'pending', checks: [], approvals: [] };
}
