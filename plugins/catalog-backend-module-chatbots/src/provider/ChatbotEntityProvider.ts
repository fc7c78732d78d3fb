import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  Api,
  ChatbotsClient,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertSafeSweep } from './assertSafeSweep';
import { toEntities } from './toEntities';

/** Names this consumer of the change feed; its cursor is kept there. */
const CONSUMER = 'catalog';
/**
 * Rest after a run, in milliseconds. A burst of changes to one chatbot is projected once in this time and not for each; the
 * catalog itself looks for work once a second, so nobody sees the difference.
 */
const REST_MS = 100;

/** What the provider needs. */
export interface ChatbotEntityProviderOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  /** Counts this provider's entities in the catalog, before a sweep replaces them. */
  countEntities(): Promise<number>;
}

/**
 * Projects the registry into the catalog.
 *
 * @remarks
 * It follows the change feed, whose cursor is the audit sequence number: given after commit, so nothing that commits late is
 * passed over. A crash between a mutation and its acknowledgement repeats the mutation, which changes nothing.
 */
export class ChatbotEntityProvider implements EntityProvider {
  readonly #options: ChatbotEntityProviderOptions;
  readonly #client: ChatbotsClient;
  #connection: EntityProviderConnection | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #last: Promise<unknown> = Promise.resolve();

  static create(options: ChatbotEntityProviderOptions): ChatbotEntityProvider {
    return new ChatbotEntityProvider(options);
  }

  private constructor(options: ChatbotEntityProviderOptions) {
    this.#options = options;
    this.#client = new ChatbotsClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  getProviderName(): string {
    return 'chatbots';
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
    for (;;) {
      const changes = await this.#client.readChanges(
        { path: { consumer: CONSUMER } },
        await this.#token(),
      );
      for (const chatbot of changes.chatbots) {
        const { items } = await this.#client.readProjection(
          { query: { chatbot } },
          await this.#token(),
        );
        await this.#apply(connection, items);
      }
      await this.#client.acknowledgeChanges(
        { path: { consumer: CONSUMER }, body: { cursor: changes.cursor } },
        await this.#token(),
      );
      if (!changes.more) {
        return;
      }
    }
  }

  async #sweep(): Promise<void> {
    const connection = this.#connection;
    if (!connection) {
      return;
    }
    const entities: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.readProjection(
        { query: cursor ? { cursor } : {} },
        await this.#token(),
      );
      for (const projection of page.items) {
        entities.push(...toEntities(projection, this.#location()).entities);
      }
      cursor = page.nextCursor;
    } while (cursor);
    assertSafeSweep(await this.#options.countEntities(), entities.length);
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => this.#deferred(entity)),
    });
  }

  async #apply(
    connection: EntityProviderConnection,
    projections: readonly Api.Projection[],
  ): Promise<void> {
    const added: Entity[] = [];
    const removed: string[] = [];
    for (const projection of projections) {
      const projected = toEntities(projection, this.#location());
      added.push(...projected.entities);
      removed.push(...projected.removed);
    }
    await connection.applyMutation({
      type: 'delta',
      added: added.map(entity => this.#deferred(entity)),
      removed: removed.map(entityRef => ({ entityRef })),
    });
  }

  #deferred(entity: Entity) {
    return { entity, locationKey: this.getProviderName() };
  }

  #location(): string {
    return `${this.getProviderName()}:registry`;
  }

  async #token(): Promise<{ token: string }> {
    return this.#options.auth.getPluginRequestToken({
      onBehalfOf: await this.#options.auth.getOwnServiceCredentials(),
      targetPluginId: 'chatbots',
    });
  }
}
