import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { reasonOf } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  type ChatbotsClient,
  createChatbotsClient,
  type Api,
} from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertSafeSweep } from './assertSafeSweep';
import { ForeignEntities } from './ForeignEntities';
import { PROVIDER_NAME, toEntities } from './toEntities';

/** Names this consumer of the change feed; its cursor is kept there. */
const CONSUMER = 'catalog';
/** Names the sweep, which asks what changed while it read everything. */
const SWEEP = 'catalog-sweep';
/**
 * Rest after a run, in milliseconds. A burst of changes to one chatbot is projected once in this time and not for each; the
 * catalog itself looks for work once a second, so nobody sees the difference.
 */
const REST_MS = 100;
/** How often a ref is taken back at once from a location that names it again. */
const TAKE_BACK_ATTEMPTS = 3;

/** What the provider needs. */
export interface ChatbotEntityProviderOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  /** Counts this provider's entities in the catalog, before a sweep replaces them. */
  countEntities(): Promise<number>;
  foreign: ForeignEntities;
}

/**
 * Projects the registry into the catalog.
 *
 * @remarks
 * It follows the change feed, whose cursor is the audit sequence number: given after commit, so nothing that commits late is
 * passed over. A crash between a mutation and its acknowledgement repeats the mutation, which changes nothing.
 *
 * Every replica follows, and two that project one chatbot may cross: the one that read first applies last. Whoever acknowledges
 * second is told that another one did meanwhile, and projects its chatbots once more.
 */
export class ChatbotEntityProvider implements EntityProvider {
  readonly #options: ChatbotEntityProviderOptions;
  readonly #client: ChatbotsClient;
  #connection: EntityProviderConnection | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #last: Promise<unknown> = Promise.resolve();
  /** Chatbots to project, until it is known that no other replica put an older state back. */
  readonly #due = new Set<string>();
  #acknowledged: number | undefined;

  static create(options: ChatbotEntityProviderOptions): ChatbotEntityProvider {
    return new ChatbotEntityProvider(options);
  }

  private constructor(options: ChatbotEntityProviderOptions) {
    this.#options = options;
    this.#client = createChatbotsClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    this.wake();
  }

  /** Asks for a run; calls during a run and its rest are answered by one more. Never throws. */
  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.followChanges()
      .catch(error =>
        this.#options.logger.warn(
          'The catalog was not brought up to date; it is tried again at the next change',
          toError(error) as Error,
        ),
      )
      .then(() => sleep(REST_MS, undefined, { ref: false }))
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** Resolves when no run, and no rest after one, is under way. */
  async idle(): Promise<void> {
    while (this.#running) {
      await this.#running;
    }
  }

  /** Applies everything that changed since the acknowledged cursor. */
  followChanges(): Promise<void> {
    return this.#afterTheLast(() => this.#followChanges());
  }

  /**
   * Replaces everything by what the registry holds now, which heals what a lost change left behind. Refuses to when that would
   * remove a large part: an empty answer is likelier a fault than the end of all chatbots.
   */
  sweep(): Promise<void> {
    return this.#afterTheLast(() => this.#sweep());
  }

  /** Sweeps if an entity of our kinds came from elsewhere: it may have taken the place of a real one. */
  async removeForeign(): Promise<void> {
    if (this.#connection && (await this.#options.foreign.find()).length > 0) {
      await this.sweep();
    }
  }

  /** A sweep that began before a change must not be applied after it: it would put the old state back. */
  #afterTheLast(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #followChanges(): Promise<void> {
    const connection = this.#connection;
    if (!connection) {
      return;
    }
    let more = true;
    while (more) {
      const changes = await this.#readChanges(CONSUMER);
      changes.chatbots.forEach(chatbot => this.#due.add(chatbot));
      if (this.#due.size === 0 && changes.cursor === this.#acknowledged) {
        return;
      }
      for (const chatbot of this.#due) {
        const { items } = await this.#client.readProjection(
          { query: { chatbot } },
          await this.#token(),
        );
        await this.#apply(connection, items);
      }
      if (await this.#acknowledge(CONSUMER, changes)) {
        this.#due.clear();
        this.#acknowledged = changes.cursor;
        more = changes.more;
      }
    }
  }

  async #readChanges(consumer: string): Promise<Api.Changes> {
    return this.#client.readChanges(
      { path: { consumer } },
      await this.#token(),
    );
  }

  /** False when another replica acknowledged since these changes were read. */
  async #acknowledge(
    consumer: string,
    { cursor, revision }: Api.Changes,
  ): Promise<boolean> {
    try {
      await this.#client.acknowledgeChanges(
        { path: { consumer }, body: { cursor, revision } },
        await this.#token(),
      );
      return true;
    } catch (error) {
      if (reasonOf(error)?.reason === 'conflicting-write') {
        return false;
      }
      throw error;
    }
  }

  /** Everything that changed since this was asked last. */
  async #changedSinceAsked(): Promise<Set<string>> {
    const changed = new Set<string>();
    let more = true;
    while (more) {
      const changes = await this.#readChanges(SWEEP);
      changes.chatbots.forEach(chatbot => changed.add(chatbot));
      more = !(await this.#acknowledge(SWEEP, changes)) || changes.more;
    }
    return changed;
  }

  async #sweep(): Promise<void> {
    const connection = this.#connection;
    if (!connection) {
      return;
    }
    const { foreign } = this.#options;
    // First, and not only those that hold a real one's ref: what is forged must not stay because the registry is away.
    await foreign.remove(await foreign.find());
    await this.#changedSinceAsked();
    const entities: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.readProjection(
        { query: cursor ? { cursor } : {} },
        await this.#token(),
      );
      for (const projection of page.items) {
        entities.push(...toEntities(projection).entities);
      }
      cursor = page.nextCursor;
    } while (cursor);
    assertSafeSweep(await this.#options.countEntities(), entities.length);
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(deferred),
    });
    await this.#takeBack(connection, entities);
    // Of these the sweep may have put an older state back.
    for (const chatbot of await this.#changedSinceAsked()) {
      this.#due.add(chatbot);
    }
    await this.#followChanges();
  }

  async #apply(
    connection: EntityProviderConnection,
    projections: readonly Api.Projection[],
  ): Promise<void> {
    const added: Entity[] = [];
    const removed: string[] = [];
    for (const projection of projections) {
      const projected = toEntities(projection);
      added.push(...projected.entities);
      removed.push(...projected.removed);
    }
    await connection.applyMutation({
      type: 'delta',
      added: added.map(deferred),
      removed: removed.map(entityRef => ({ entityRef })),
    });
    await this.#takeBack(connection, added);
  }

  /**
   * Gives refs back to the registry's entities that somebody else's hold. The catalog leaves a ref with whoever named it
   * first, and a mutation that is refused for it does not fail.
   */
  async #takeBack(
    connection: EntityProviderConnection,
    entities: readonly Entity[],
  ): Promise<void> {
    const { foreign, logger } = this.#options;
    const byRef = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
    for (let attempt = 0; ; attempt += 1) {
      const holders = await foreign.find([...byRef.keys()]);
      if (holders.length === 0) {
        return;
      }
      if (attempt === TAKE_BACK_ATTEMPTS) {
        for (const { entityRef, location } of holders) {
          logger.error(
            `The catalog does not show ${entityRef} of the registry: ${location} keeps registering an entity of that name. Unregister that location; the next sweep tries again.`,
          );
        }
        return;
      }
      await foreign.remove(holders);
      await connection.applyMutation({
        type: 'delta',
        added: holders.flatMap(({ entityRef }) => {
          const entity = byRef.get(entityRef);
          return entity ? [deferred(entity)] : [];
        }),
        removed: [],
      });
    }
  }

  async #token(): Promise<{ token: string }> {
    return this.#options.auth.getPluginRequestToken({
      onBehalfOf: await this.#options.auth.getOwnServiceCredentials(),
      targetPluginId: 'chatbots',
    });
  }
}

function deferred(entity: Entity) {
  return { entity, locationKey: PROVIDER_NAME };
}
