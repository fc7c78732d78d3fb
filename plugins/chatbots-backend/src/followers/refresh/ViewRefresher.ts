import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { readChatbotNames } from '../../database/chatbots';
import { Clock, toInstant } from '../../database/Clock';
import { Follower } from '../../database/Follower';
import {
  listChatbotsDue,
  listEvaluatedRevisions,
} from '../../database/gateEvaluations';
import { findActivePolicyNumber } from '../../database/policies';
import { UnitOfWork } from '../../database/UnitOfWork';
import { GateService } from '../../governance/gates/GateService';
import { changedChatbot, EVENT_EFFECTS } from '../../records/eventEffects';
import { GovernanceViews } from '../../views/GovernanceViews';
import { findGateRevision } from '../../views/StoredGates';
import { refreshGates } from './refreshGates';
import { refreshSummary } from './refreshSummary';

/** Chatbots that are looked at together when many are. */
const BATCH = 100;

/** How long a page can't ask again for a chatbot that could not be refreshed, in milliseconds; doubled each time. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** What refreshing a chatbot takes. */
export interface RefreshContext {
  knex: Knex;
  unitOfWork: UnitOfWork;
  clock: Clock;
  logger: LoggerService;
  /** Evaluates; gives nothing while no policy is in force. */
  gates: Pick<GateService, 'evaluateAll'>;
  /** Names of the stages, in order. */
  stages: readonly string[];
  /** What summaries are computed from. */
  governance: GovernanceViews;
  /** Versions of a chatbot whose gates are stored whether or not they hold a stage. */
  newestVersions: number;
}

/**
 * Keeps what is stored for pages: the last evaluations of gates, and the summaries that the list of chatbots sorts by.
 *
 * @remarks
 * Never a source of truth, and no command reads it. It follows the log; a scheduled task renews what time can have changed, and
 * a sweep what was missed. One chatbot at a time: two runs for one could leave the older result.
 */
export class ViewRefresher {
  readonly #context: RefreshContext;
  /** Chatbots to refresh, and whether their gates are too. */
  readonly #due = new Map<string, { gates: boolean }>();
  /** Chatbots that could not be refreshed: how often in a row, and when last, in milliseconds of the clock. */
  readonly #failed = new Map<string, { times: number; at: number }>();
  readonly #refreshing: Follower;
  readonly #sweeping: Follower;

  constructor(context: RefreshContext) {
    this.#context = context;
    const { logger } = context;
    this.#refreshing = new Follower({
      name: 'Refreshing chatbots',
      logger,
      step: () => this.#refreshNext(),
    });
    this.#sweeping = new Follower({
      name: 'Refreshing all chatbots',
      logger,
      step: async () => {
        await this.refreshAll();
        return false;
      },
    });
  }

  /** Refreshes the chatbots that these events change. All of them, for a policy that comes into force, in the background. */
  async follow(events: readonly StoredEvent[]): Promise<void> {
    if (events.some(({ type }) => EVENT_EFFECTS[type] === 'every-gate')) {
      this.#sweeping.wake();
    }
    for (const event of events) {
      const chatbot = changedChatbot(event);
      if (chatbot !== undefined) {
        this.#add(chatbot, { gates: EVENT_EFFECTS[event.type] === 'gates' });
      }
    }
    await this.#run();
  }

  /**
   * Asks for a chatbot's gates to be evaluated soon, unless that has just failed: an open page asks each second. Returns at once
   * and never throws.
   */
  wake(chatbot: string): void {
    if (this.#isPaused(chatbot)) {
      return;
    }
    this.#add(chatbot, { gates: true });
    this.#refreshing.wake();
  }

  /** Refreshes what does not stand any more because time went by. */
  async refreshDue(): Promise<void> {
    const { knex, clock } = this.#context;
    const now = toInstant(clock.now());
    const tried = new Set<string>();
    for (;;) {
      const due = await listChatbotsDue(knex, now, BATCH);
      const rest = due.filter(name => !tried.has(name));
      if (rest.length === 0 || this.#refreshing.isStopped) {
        return;
      }
      for (const name of rest) {
        tried.add(name);
        this.#add(name, { gates: true });
      }
      await this.#run();
    }
  }

  /** Refreshes all summaries, and the gates that are of another revision or policy. */
  async refreshAll(): Promise<void> {
    for await (const names of readChatbotNames(this.#context.knex, BATCH)) {
      for (const name of names) {
        if (this.#refreshing.isStopped) {
          return;
        }
        this.#add(name, { gates: await this.#isBehind(name) });
        await this.#run();
      }
    }
  }

  /** Resolves when nothing is being refreshed. */
  async idle(): Promise<void> {
    await this.#sweeping.idle();
    await this.#refreshing.idle();
  }

  /** Ends after the chatbot that is being refreshed. */
  async stop(): Promise<void> {
    await this.#refreshing.stop();
    await this.#sweeping.stop();
  }

  #add(chatbot: string, { gates }: { gates: boolean }): void {
    this.#due.set(chatbot, {
      gates: gates || this.#due.get(chatbot)?.gates === true,
    });
  }

  /** Resolves once everything that is due was tried. */
  async #run(): Promise<void> {
    if (this.#due.size > 0) {
      await this.#refreshing.run();
    }
  }

  #isPaused(chatbot: string): boolean {
    const failed = this.#failed.get(chatbot);
    if (!failed) {
      return false;
    }
    const pause = Math.min(
      FIRST_PAUSE_MS * 2 ** Math.min(failed.times - 1, 20),
      LONGEST_PAUSE_MS,
    );
    return this.#context.clock.now().getTime() < failed.at + pause;
  }

  async #isBehind(chatbot: string): Promise<boolean> {
    const { knex } = this.#context;
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

  async #refreshNext(): Promise<boolean> {
    const [next] = this.#due;
    if (next !== undefined) {
      const [chatbot, { gates }] = next;
      // Taken out first: a change while it is refreshed makes it due again.
      this.#due.delete(chatbot);
      await this.#refreshOne(chatbot, gates);
    }
    return this.#due.size > 0;
  }

  /** What fails is left to the sweep, and holds up no other chatbot. */
  async #refreshOne(chatbot: string, gates: boolean): Promise<void> {
    try {
      if (gates) {
        await refreshGates(this.#context, chatbot);
      }
      // Reads the evaluation that was just stored.
      await refreshSummary(this.#context, chatbot);
      this.#failed.delete(chatbot);
    } catch (error) {
      this.#failed.set(chatbot, {
        times: (this.#failed.get(chatbot)?.times ?? 0) + 1,
        at: this.#context.clock.now().getTime(),
      });
      this.#context.logger.warn(
        `What pages show of ${chatbot} is behind`,
        toError(error) as Error,
      );
    }
  }
}
