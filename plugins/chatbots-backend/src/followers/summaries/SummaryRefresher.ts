import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import {
  Clock,
  CommittedEvent,
  Follower,
  PORTAL,
  toInstant,
  UnitOfWork,
} from '../../database';
import { readChatbotNames } from '../../database/chatbots';
import { upsertChatbotSummary } from '../../database/chatbotSummaries';
import { GovernanceViews } from '../../views/GovernanceViews';
import { whatChanges } from '../whatChanges';
import { summarizeChatbot } from './summarizeChatbot';

/** Chatbots whose names are read at once when all are due. */
const BATCH = 200;

/**
 * Keeps the summaries that the list of chatbots sorts and filters by.
 *
 * @remarks
 * Never a source of truth. The replica that commits a change recomputes the chatbot right after; a sweep recomputes all,
 * because verdicts also move with time and a replica may die in between.
 */
export class SummaryRefresher {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #governance: GovernanceViews;
  readonly #due = new Set<string>();
  readonly #follower: Follower;

  static create(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    logger: LoggerService;
    governance: GovernanceViews;
  }): SummaryRefresher {
    const refresher = new SummaryRefresher(options);
    options.unitOfWork.onCommit(events => refresher.#follow(events));
    return refresher;
  }

  private constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    logger: LoggerService;
    governance: GovernanceViews;
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#governance = options.governance;
    this.#follower = new Follower({
      name: 'Summarizing chatbots',
      logger: options.logger,
      step: () => this.#refreshNext(),
    });
  }

  /** Recomputes these chatbots, after what is being recomputed already. */
  async refresh(chatbots: Iterable<string>): Promise<void> {
    for (const chatbot of chatbots) {
      this.#due.add(chatbot);
    }
    await this.#follower.run();
  }

  /** Recomputes all chatbots. */
  async refreshAll(): Promise<void> {
    for await (const names of readChatbotNames(this.#knex, BATCH)) {
      await this.refresh(names);
      if (this.#follower.isStopped) {
        return;
      }
    }
  }

  /** Resolves when nothing is being recomputed. */
  async idle(): Promise<void> {
    await this.#follower.idle();
  }

  /** Ends after the chatbot that is being recomputed. */
  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  #follow(events: readonly CommittedEvent[]): void {
    if (events.some(({ type }) => whatChanges(type) === 'every-chatbot')) {
      // The follower logs what fails. A sweep makes good what is missed.
      this.refreshAll().catch(() => undefined);
      return;
    }
    for (const { type, chatbot } of events) {
      if (whatChanges(type) === 'its-chatbot' && chatbot) {
        this.#due.add(chatbot);
      }
    }
    this.#follower.wake();
  }

  /** One at a time: two for one chatbot could leave the older result. */
  async #refreshNext(): Promise<boolean> {
    const [chatbot] = this.#due;
    if (chatbot !== undefined) {
      // Taken out first: a change while it is computed makes it due again.
      this.#due.delete(chatbot);
      await this.#refreshOne(chatbot);
    }
    return this.#due.size > 0;
  }

  async #refreshOne(chatbot: string): Promise<void> {
    const row = await summarizeChatbot(this.#knex, this.#governance, {
      chatbot,
      now: toInstant(this.#clock.now()),
    });
    await this.#unitOfWork.run({ actor: PORTAL }, async work => {
      await upsertChatbotSummary(work.db, row);
      work.unchanged();
    });
  }
}
