import { LoggerService } from '@backstage/backend-plugin-api';
import { rulesDigestInput } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import {
  Clock,
  CommittedEvent,
  PORTAL,
  toInstant,
  UnitOfWork,
} from '../../database';
import { ChatbotRevision } from '../../database/auditEvents';
import { findChatbot, readChatbotNames } from '../../database/chatbots';
import {
  GateEvaluationRow,
  listChatbotsDue,
  listEvaluatedRevisions,
  replaceGateEvaluations,
} from '../../database/gateEvaluations';
import {
  findModelVersionsById,
  listNewestVersionIds,
  ModelVersionRow,
} from '../../database/modelVersions';
import { findActivePolicyNumber } from '../../database/policies';
import { listStages } from '../../database/stages';
import {
  GateEvaluation,
  GateService,
} from '../../governance/gates/GateService';
import { findGateRevision, GATE_CHANGES } from '../../views/gateRevision';

/** Chatbots that are looked at together when many are. */
const BATCH = 100;

/** How long an evaluation stands at most, in milliseconds: what a check says in words, "3 d old", moves with time too. */
const LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps the last evaluation of the gates of versions that hold a stage or are among the newest.
 *
 * @remarks
 * Never a source of truth, and no command reads it. The replica that commits a change evaluates the chatbot right after; a
 * scheduled task evaluates what time can have changed and what a replica left behind when it died. Gates of other versions are
 * evaluated when somebody asks.
 */
export class GateRefresher {
  readonly #options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    logger: LoggerService;
    /** Evaluates; gives nothing while no policy is in force. */
    gates: Pick<GateService, 'evaluateAll'>;
    /** Names of the stages, in order. */
    stages: readonly string[];
    /** Versions of a chatbot that are kept whether or not they hold a stage. */
    newestVersions: number;
  };
  readonly #due = new Set<string>();
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    logger: LoggerService;
    gates: Pick<GateService, 'evaluateAll'>;
    stages: readonly string[];
    newestVersions: number;
  }) {
    this.#options = options;
  }

  /** Evaluates after commits of this process. */
  follow(): void {
    this.#options.unitOfWork.onCommit(events => this.#onCommit(events));
  }

  /** Evaluates the gates of these chatbots, after those that are being evaluated already. */
  async refresh(chatbots: Iterable<string>): Promise<void> {
    for (const chatbot of chatbots) {
      this.#due.add(chatbot);
    }
    while (this.#due.size > 0 && !this.#stopped) {
      // One loop at a time: two for one chatbot could leave the older result.
      this.#running ??= this.#loop().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
  }

  /** Evaluates what does not stand any more because time went by, page by page. */
  async refreshDue(): Promise<void> {
    const { knex, clock } = this.#options;
    const now = toInstant(clock.now());
    for (;;) {
      const due = await listChatbotsDue(knex, now, BATCH);
      if (due.length === 0 || this.#stopped) {
        return;
      }
      await this.refresh(due);
    }
  }

  /** Evaluates every chatbot whose evaluations are of another revision or policy. */
  async refreshBehind(): Promise<void> {
    const { knex } = this.#options;
    for await (const names of readChatbotNames(knex, BATCH)) {
      for (const name of names) {
        if (this.#stopped) {
          return;
        }
        if (await this.#isBehind(name)) {
          await this.refresh([name]);
        }
      }
    }
  }

  /** Resolves when nothing is being evaluated. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Ends after the chatbot that is being evaluated. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  #onCommit(events: readonly CommittedEvent[]): void {
    const work = events.some(
      ({ type }) => GATE_CHANGES[type] === 'every-chatbot',
    )
      ? this.refreshBehind()
      : this.refresh(
          events.flatMap(({ type, chatbot }) =>
            GATE_CHANGES[type] === 'its-chatbot' ? chatbot ?? [] : [],
          ),
        );
    work.catch(error =>
      this.#options.logger.warn('Stored gate evaluations are behind', {
        error: String(error),
      }),
    );
  }

  async #isBehind(chatbot: string): Promise<boolean> {
    const { knex } = this.#options;
    const policy = await findActivePolicyNumber(knex);
    const { revision } = await findGateRevision(knex, chatbot);
    const evaluated = await listEvaluatedRevisions(knex, chatbot);
    return (
      evaluated.length === 0 ||
      evaluated.some(
        row => row.revision !== revision || row.policy_number !== policy,
      )
    );
  }

  async #loop(): Promise<void> {
    for (const chatbot of this.#due) {
      if (this.#stopped) {
        return;
      }
      // Taken out first: a change while it is evaluated makes it due again.
      this.#due.delete(chatbot);
      await this.#refreshOne(chatbot);
    }
  }

  async #refreshOne(name: string): Promise<void> {
    const { knex, unitOfWork, clock, gates, stages } = this.#options;
    // Read before the evidence: what is committed in between makes the evaluation one of an earlier revision.
    const revision = await findGateRevision(knex, name);
    const chatbot = await findChatbot(knex, name);
    const versions = await this.#keptVersions(name);
    const evaluated = await gates.evaluateAll(
      chatbot,
      versions.flatMap(version =>
        stages.slice(1).map(stage => ({ version, stage })),
      ),
    );
    const rows = evaluated.map(one => toRow(one, revision, clock.now()));
    await unitOfWork.run({ actor: PORTAL }, async work => {
      await replaceGateEvaluations(work.db, name, rows);
      // Derived from what the log tells already.
      work.unchanged();
    });
  }

  async #keptVersions(chatbot: string): Promise<ModelVersionRow[]> {
    const { knex, stages, newestVersions } = this.#options;
    const live = await listStages(knex, [chatbot], stages);
    const newest = await listNewestVersionIds(knex, chatbot, newestVersions);
    const ids = [...live.map(row => row.version_id), ...newest];
    return findModelVersionsById(knex, [...new Set(ids)]);
  }
}

function toRow(
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
