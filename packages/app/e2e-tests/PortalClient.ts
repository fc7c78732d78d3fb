import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** Reads the portal's APIs as somebody who signed in, to check what the pages are made of. */
export class PortalClient {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async as(url: string, user: string): Promise<PortalClient> {
    const response = await fetch(`${url}/api/auth/demo/refresh`, {
      headers: { 'x-chatbot-portal-demo-user': user },
    });
    const { backstageIdentity } = await response.json();
    return new PortalClient(url, backstageIdentity.token);
  }

  /** A GET that must succeed. */
  async get(path: string): Promise<Response> {
    const response = await this.send(path);
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      ...init,
      headers: {
        ...init.headers,
        Authorization: `Bearer ${this.#token}`,
      },
    });
  }

  async promotions(chatbot: string): Promise<Api.Promotion[]> {
    const path = `/api/chatbots/v1/promotions?chatbot=${chatbot}`;
    return (await (await this.get(path)).json()).items;
  }

  async versions(chatbot: string): Promise<Api.ModelVersion[]> {
    const path = `/api/chatbots/v1/chatbots/${chatbot}/versions`;
    return (await (await this.get(path)).json()).items;
  }

  async version(
    chatbot: string,
    version: string,
  ): Promise<Api.ModelVersionDetail> {
    const path = `/api/chatbots/v1/chatbots/${chatbot}/versions/${version}`;
    return (await this.get(path)).json();
  }
}
