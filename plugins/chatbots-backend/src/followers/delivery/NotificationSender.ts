import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Notice } from '../../records/notices';

/** Topic of Backstage's events on which changes of chatbots are told. */
export const CHANGED_TOPIC = 'chatbots.changed';
/** Channel of Backstage's signals that open pages listen to. */
export const SIGNALS_CHANNEL = 'chatbots';

/** Speaks to those outside the database. Everything throws when it could not be told. */
export class NotificationSender {
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

  /** Tells other plugins that a chatbot changed. */
  async tellChanged(chatbot: string, messageId: string): Promise<void> {
    await this.#events.publish({
      topic: CHANGED_TOPIC,
      eventPayload: { chatbot, messageId },
    });
  }

  /**
   * Tells open pages that something changed. Not what: everybody who signed in may listen, and not everybody may know the
   * chatbot.
   */
  async tellPages(): Promise<void> {
    await this.#signals.publish({
      recipients: { type: 'broadcast' },
      channel: SIGNALS_CHANNEL,
      message: {},
    });
  }

  /** Sends a notification. */
  async notify({ recipients, exclude, ...payload }: Notice): Promise<void> {
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
