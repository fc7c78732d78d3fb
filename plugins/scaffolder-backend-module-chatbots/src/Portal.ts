import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  type ChatbotsClient,
  createChatbotsClient,
} from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** The chatbots plugin, as the person who runs a task may use it. */
export class Portal {
  readonly client: ChatbotsClient;
  readonly #auth: AuthService;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): Portal {
    return new Portal(options);
  }

  private constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }) {
    this.#auth = options.auth;
    this.client = createChatbotsClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  /** A token for one request on behalf of that person; the plugin sees them, not this module. */
  async onBehalfOf(
    credentials: BackstageCredentials,
  ): Promise<{ token: string }> {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'chatbots',
    });
  }
}
