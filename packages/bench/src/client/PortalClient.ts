/** Sends requests to the portal with one credential. */
export class PortalClient {
  readonly #url: string;
  readonly #credential: string;

  /** Signs in as one of the demo users. */
  static async signIn(url: string, user: string): Promise<PortalClient> {
    const response = await fetch(`${url}/api/auth/demo/refresh`, {
      headers: { 'x-chatbot-portal-demo-user': user },
    });
    const { backstageIdentity } = await bodyOf(response);
    return new PortalClient(url, backstageIdentity.token);
  }

  static create(url: string, credential: string): PortalClient {
    return new PortalClient(url, credential);
  }

  private constructor(url: string, credential: string) {
    this.#url = url;
    this.#credential = credential;
  }

  /** Sends a request, whatever comes of it. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const attempt = () =>
      fetch(`${this.#url}${path}`, {
        ...init,
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${this.#credential}`,
        },
      });
    try {
      return await attempt();
    } catch {
      // The server closes a connection after a few idle seconds, and a request may meet that moment.
      return attempt();
    }
  }

  /** A GET that must succeed. */
  async get(path: string) {
    return bodyOf(await this.send(path));
  }

  /** A POST that must succeed. */
  async post(path: string, body: object) {
    return bodyOf(
      await this.send(path, { method: 'POST', body: JSON.stringify(body) }),
    );
  }

  /** Whether there is something to read. */
  async exists(path: string): Promise<boolean> {
    const response = await this.send(path);
    await response.arrayBuffer();
    if (response.status !== 200 && response.status !== 404) {
      throw new Error(`${path}: ${response.status}`);
    }
    return response.status === 200;
  }
}

async function bodyOf(response: Response) {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${response.url}: ${response.status} ${text}`);
  }
  return JSON.parse(text);
}
