import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ProjectionService } from '../views/ProjectionService';

/** Which chatbots changed since a consumer last looked. */
export interface ChangeReader {
  read(options: { consumer: string; limit: number }): Promise<Api.Changes>;
  acknowledge(options: {
    consumer: string;
    cursor: number;
    revision: number;
  }): Promise<void>;
}

/** Changes and projections, for other plugins only: they show every chatbot, whoever may see it. */
export class AuthorizedChanges {
  readonly #feed: ChangeReader;
  readonly #projections: ProjectionService;

  constructor(options: { feed: ChangeReader; projections: ProjectionService }) {
    this.#feed = options.feed;
    this.#projections = options.projections;
  }

  async read(
    credentials: BackstageCredentials,
    options: { consumer: string; limit: number },
  ): Promise<Api.Changes> {
    assertService(credentials);
    return this.#feed.read(options);
  }

  async acknowledge(
    credentials: BackstageCredentials,
    options: { consumer: string; cursor: number; revision: number },
  ): Promise<void> {
    assertService(credentials);
    await this.#feed.acknowledge(options);
  }

  async project(
    credentials: BackstageCredentials,
    query: { chatbot?: string; cursor?: string },
  ): Promise<Api.ProjectionList> {
    assertService(credentials);
    return this.#projections.list(query);
  }
}

function assertService({ principal }: BackstageCredentials): void {
  if (Reflect.get(Object(principal), 'type') !== 'service') {
    throw errorWithReason(
      'not-allowed',
      'Only other plugins may follow changes',
    );
  }
}
