import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { z } from 'zod';
import { fromJson } from '../../database/json';
import { OutboxRow } from '../../database/outbox';

/** Topic of Backstage's events on which changes of chatbots are told. */
export const CHANGED_TOPIC = 'chatbots.changed';
/** Channel of Backstage's signals that open pages listen to. */
export const SIGNALS_CHANNEL = 'chatbots';

const changed = z.object({ chatbot: z.string() });

const notification = z.object({
  recipients: z.array(z.string()).min(1),
  exclude: z.array(z.string()).default([]),
  title: z.string(),
  description: z.string().optional(),
  link: z.string(),
  severity: z.enum(['low', 'normal', 'high', 'critical']),
  topic: z.string(),
  scope: z.string(),
});

/** Delivers one message to where its topic belongs. */
export class Courier {
  readonly #events: EventsService;
  readonly #signals: SignalsService;
  readonly #notifications: NotificationService;

  constructor(options: {
    events: EventsService;
    signals: SignalsService;
    notifications: NotificationService;
  }) {
    this.#events = options.events;
    this.#signals = options.signals;
    this.#notifications = options.notifications;
  }

  /** Throws when it could not be delivered, or is of no known topic. */
  async deliver(row: OutboxRow): Promise<void> {
    switch (row.topic) {
      case 'changed':
        await this.#tellChanged(row);
        break;
      case 'notification':
        await this.#notify(row);
        break;
      default:
        throw new Error(`Nobody delivers messages of topic '${row.topic}'`);
    }
  }

  async #tellChanged(row: OutboxRow): Promise<void> {
    const { chatbot } = changed.parse(fromJson(row.payload));
    await this.#events.publish({
      topic: CHANGED_TOPIC,
      eventPayload: { chatbot, messageId: row.message_id },
    });
    // Everybody who signed in may listen, and not everybody may know the chatbot: that something changed has to do.
    await this.#signals.publish({
      recipients: { type: 'broadcast' },
      channel: SIGNALS_CHANNEL,
      message: {},
    });
  }

  async #notify(row: OutboxRow): Promise<void> {
    const { recipients, exclude, ...payload } = notification.parse(
      fromJson(row.payload),
    );
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: recipients,
        ...(exclude.length > 0 ? { excludeEntityRef: exclude } : {}),
      },
      payload,
    });
  }
}
