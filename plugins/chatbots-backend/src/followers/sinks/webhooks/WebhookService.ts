import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { Clock, readInstant, toInstant } from '../../../database/Clock';
import { fromJson } from '../../../database/json';
import { mapPage, PageRequest } from '../../../database/paginate';
import { UnitOfWork } from '../../../database/UnitOfWork';
import {
  countWebhookDeliveries,
  findWebhookDelivery,
  listWebhookDeliveries,
  redeliverWebhookDeliveries,
  WebhookDeliveryFilter,
  WebhookDeliveryRow,
} from '../../../database/webhookDeliveries';
import {
  listWebhookTargets,
  resumeWebhookTarget,
  WebhookTargetRow,
} from '../../../database/webhookTargets';
import { giveUpAt } from './createWebhookSink';
import { WebhookTarget } from './readWebhooks';

/** Shows what is delivered to webhooks, and sends it again when a person asks. */
export class WebhookService {
  readonly #knex: Knex;
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #targets: readonly WebhookTarget[];

  constructor(options: {
    knex: Knex;
    unitOfWork: UnitOfWork;
    clock: Clock;
    targets: readonly WebhookTarget[];
  }) {
    this.#knex = options.knex;
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#targets = options.targets;
  }

  /** The targets of the configuration, in its order. */
  async targets(): Promise<Api.WebhookTargetList> {
    const rows = await listWebhookTargets(this.#knex);
    const counts = await countWebhookDeliveries(this.#knex);
    return {
      items: this.#targets.map(target =>
        toTarget(target, {
          row: rows.find(({ id }) => id === target.id),
          counts: counts.filter(one => one.target === target.id),
        }),
      ),
    };
  }

  /** One page of deliveries, newest first; those to targets that left the configuration among them. */
  async deliveries(
    filter: WebhookDeliveryFilter,
    page: PageRequest,
  ): Promise<Api.WebhookDeliveryList> {
    return mapPage(
      await listWebhookDeliveries(this.#knex, filter, page),
      rows => rows.map(toDelivery),
    );
  }

  /** A delivery with the text that was sent last and its last attempts. Throws `webhook-delivery-unknown`. */
  async delivery(id: string): Promise<Api.WebhookDeliveryDetail> {
    return toDetail(await this.#find(id));
  }

  /** Sends one delivery again. Throws `webhook-delivery-unknown`, or `webhook-unknown` when its target left the configuration. */
  async redeliver(
    userRef: string,
    deliveryId: string,
  ): Promise<Api.WebhookDeliveryDetail> {
    const { target } = await this.#find(deliveryId);
    this.#assertTarget(target);
    await this.#redeliver(userRef, {
      target,
      rows: { id: deliveryId },
      facts: { deliveryId },
    });
    return this.delivery(deliveryId);
  }

  /** Sends what failed again, of the deliveries that were made since an instant. Throws `webhook-unknown`. */
  async redeliverFailed(
    userRef: string,
    target: string,
    { since }: Api.WebhookRedeliveryRequest,
  ): Promise<Api.WebhookRedelivery> {
    this.#assertTarget(target);
    const failedSince = readInstant(since);
    const deliveries = await this.#redeliver(userRef, {
      target,
      rows: { target, failedSince },
      facts: { since: failedSince },
    });
    return { deliveries };
  }

  async #redeliver(
    userRef: string,
    asked: {
      target: string;
      rows: Parameters<typeof redeliverWebhookDeliveries>[1];
      facts: { deliveryId?: string; since?: string };
    },
  ): Promise<number> {
    const { target, rows, facts } = asked;
    const now = this.#clock.now();
    return this.#unitOfWork.run(
      { actor: { kind: 'user', userRef } },
      async work => {
        const deliveries = await redeliverWebhookDeliveries(work.db, rows, {
          now: toInstant(now),
          giveUpAt: giveUpAt(now),
        });
        if (deliveries === 0) {
          work.unchanged();
          return 0;
        }
        await resumeWebhookTarget(work.db, target);
        await work.record({
          type: 'webhook.redelivered',
          subject: { kind: 'webhook', id: target },
          data: { deliveries, ...facts },
        });
        return deliveries;
      },
    );
  }

  async #find(id: string): Promise<WebhookDeliveryRow> {
    const row = await findWebhookDelivery(this.#knex, id);
    if (!row) {
      throw errorWithReason(
        'webhook-delivery-unknown',
        `There is no delivery ${id}`,
      );
    }
    return row;
  }

  #assertTarget(id: string): void {
    if (!this.#targets.some(target => target.id === id)) {
      throw errorWithReason(
        'webhook-unknown',
        `The configuration has no webhook '${id}'`,
      );
    }
  }
}

type Counts = Awaited<ReturnType<typeof countWebhookDeliveries>>;

function toTarget(
  { id, url, types, owners }: WebhookTarget,
  { row, counts }: { row: WebhookTargetRow | undefined; counts: Counts },
): Api.WebhookTarget {
  const of = (state: WebhookDeliveryRow['state']) =>
    counts.find(one => one.state === state);
  const lastDeliveredAt = of('delivered')?.lastAttemptAt ?? undefined;
  return {
    id,
    // A query may hold a receiver's own token.
    url: `${url.origin}${url.pathname}`,
    ...(types ? { types: [...types] } : {}),
    ...(owners ? { owners: [...owners] } : {}),
    state: stateOf(row, lastDeliveredAt),
    ...(lastDeliveredAt ? { lastDeliveredAt } : {}),
    ...(row?.failing_since ? { failingSince: row.failing_since } : {}),
    ...(row?.gone_at ? { goneAt: row.gone_at } : {}),
    outstanding: of('pending')?.count ?? 0,
    failed: of('failed')?.count ?? 0,
  };
}

function stateOf(
  row: WebhookTargetRow | undefined,
  lastDeliveredAt: string | undefined,
): Api.WebhookTarget['state'] {
  if (row?.gone_at) {
    return 'gone';
  }
  if (row?.failing_since) {
    return 'failing';
  }
  return lastDeliveredAt ? 'healthy' : 'unused';
}

function toDelivery(row: WebhookDeliveryRow): Api.WebhookDelivery {
  return {
    id: row.id,
    target: row.target,
    eventId: row.event_id,
    sequence: Number(row.sequence),
    type: row.type,
    ...(row.chatbot ? { chatbot: row.chatbot } : {}),
    state: row.state,
    createdAt: row.created_at,
    attempts: row.attempts,
    ...(row.last_attempt_at ? { lastAttemptAt: row.last_attempt_at } : {}),
    ...(row.next_attempt_at ? { nextAttemptAt: row.next_attempt_at } : {}),
    ...(row.response_status ? { responseStatus: row.response_status } : {}),
    ...(row.problem ? { problem: row.problem as Api.WebhookProblem } : {}),
  };
}

function toDetail(row: WebhookDeliveryRow): Api.WebhookDeliveryDetail {
  return {
    delivery: toDelivery(row),
    ...(row.body === null ? {} : { body: row.body }),
    history: fromJson<Api.WebhookAttempt[]>(row.history),
  };
}
