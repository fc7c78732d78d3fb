import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Api,
  reasoned,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChangeServices } from '../../changes';

/** Changes and projections, for other plugins only: they show every chatbot, whoever may see it. */
export class AuthorizedChanges {
  readonly #services: ChangeServices;

  constructor(options: { services: ChangeServices }) {
    this.#services = options.services;
  }

  async read(
    credentials: BackstageCredentials,
    options: { consumer: string; limit: number },
  ): Promise<Api.Changes> {
    assertService(credentials);
    return this.#services.feed.read(options);
  }

  async acknowledge(
    credentials: BackstageCredentials,
    options: { consumer: string; cursor: number; revision: number },
  ): Promise<void> {
    assertService(credentials);
    await this.#services.feed.acknowledge(options);
  }

  async project(
    credentials: BackstageCredentials,
    query: { chatbot?: string; cursor?: string },
  ): Promise<Api.ProjectionList> {
    assertService(credentials);
    return this.#services.projections.list(query);
  }
}

function assertService({ principal }: BackstageCredentials): void {
  if (Reflect.get(Object(principal), 'type') !== 'service') {
    throw reasoned('not-allowed', 'Only other plugins may follow changes');
  }
}
