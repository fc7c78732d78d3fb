import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  webhookReadPermission,
  webhookRedeliverPermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ChatbotAccess, userRefOf } from './ChatbotAccess';

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Which deliveries are asked for. */
export interface WebhookFilter {
  target?: string;
  state?: Api.WebhookDelivery['state'];
  type?: string;
}

/** What is asked behind the permission framework. */
export interface Webhooks {
  targets(): Promise<Api.WebhookTargetList>;
  deliveries(
    filter: WebhookFilter,
    page: { cursor?: string; limit?: number },
  ): Promise<Api.WebhookDeliveryList>;
  delivery(id: string): Promise<Api.WebhookDeliveryDetail>;
  redeliver(
    userRef: string,
    deliveryId: string,
  ): Promise<Api.WebhookDeliveryDetail>;
  redeliverFailed(
    userRef: string,
    target: string,
    request: Api.WebhookRedeliveryRequest,
  ): Promise<Api.WebhookRedelivery>;
}

/** Webhooks behind the permission framework. */
export class AuthorizedWebhooks {
  readonly #access: ChatbotAccess;
  readonly #service: Webhooks;

  constructor(options: { access: ChatbotAccess; service: Webhooks }) {
    this.#access = options.access;
    this.#service = options.service;
  }

  async targets(
    credentials: BackstageCredentials,
  ): Promise<Api.WebhookTargetList> {
    await this.#assertMayRead(credentials);
    return this.#service.targets();
  }

  async deliveries(
    credentials: BackstageCredentials,
    filter: WebhookFilter,
    page: { cursor?: string; limit?: number },
  ): Promise<Api.WebhookDeliveryList> {
    await this.#assertMayRead(credentials);
    return this.#service.deliveries(filter, page);
  }

  async delivery(
    credentials: BackstageCredentials,
    id: string,
  ): Promise<Api.WebhookDeliveryDetail> {
    await this.#assertMayRead(credentials);
    return this.#service.delivery(id);
  }

  async redeliver(
    credentials: UserCredentials,
    deliveryId: string,
  ): Promise<Api.WebhookDeliveryDetail> {
    await this.#assertMayRedeliver(credentials);
    const userRef = userRefOf(credentials);
    return this.#service.redeliver(userRef, deliveryId);
  }

  async redeliverFailed(
    credentials: UserCredentials,
    target: string,
    request: Api.WebhookRedeliveryRequest,
  ): Promise<Api.WebhookRedelivery> {
    await this.#assertMayRedeliver(credentials);
    const userRef = userRefOf(credentials);
    return this.#service.redeliverFailed(userRef, target, request);
  }

  #assertMayRead(credentials: BackstageCredentials): Promise<void> {
    return this.#access.assertAllowed(
      credentials,
      webhookReadPermission,
      'see webhooks',
    );
  }

  /** The answer shows a delivery, so it takes both rights. */
  async #assertMayRedeliver(credentials: BackstageCredentials): Promise<void> {
    await this.#assertMayRead(credentials);
    await this.#access.assertAllowed(
      credentials,
      webhookRedeliverPermission,
      'send deliveries again',
    );
  }
}
