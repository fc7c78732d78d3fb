import { InputError, ResponseError } from '@backstage/errors';
import {
  getGiteaRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';

/** What the registry binds of a repository. */
export interface RepositoryFacts {
  host: string;
  /** The id that the host gave it; a rename does not change it. */
  id: string;
  ownerId?: string;
  url: string;
}

/** The part of Gitea's answer that counts; what is in it is checked. */
interface Answer {
  id?: unknown;
  html_url?: unknown;
  owner?: { id?: unknown };
}

/** Segments of names as Gitea allows them; nothing that could climb out of a path. */
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** One repository on a Gitea host, spoken to with the credentials of Backstage's integration. */
export class GiteaRepository {
  readonly #api: string;
  readonly #host: string;
  readonly #headers: Record<string, string>;

  /** Reads `<host>?owner=<owner>&repo=<repo>`, the form of the repository picker. Throws InputError. */
  static fromRepoUrl(
    repoUrl: string,
    integrations: ScmIntegrations,
  ): GiteaRepository {
    const parsed = parse(repoUrl);
    const owner = parsed?.searchParams.get('owner') ?? '';
    const repo = parsed?.searchParams.get('repo') ?? '';
    if (!parsed || !SEGMENT.test(owner) || !SEGMENT.test(repo)) {
      throw new InputError(
        `'${repoUrl}' is not of the form <host>?owner=<owner>&repo=<repository>`,
      );
    }
    const integration = integrations.gitea.byHost(parsed.host);
    if (!integration) {
      throw new InputError(
        `No Gitea integration is configured for ${parsed.host}; add it to integrations.gitea`,
      );
    }
    const { baseUrl = `https://${parsed.host}` } = integration.config;
    const options = getGiteaRequestOptions(integration.config);
    return new GiteaRepository(
      parsed.host,
      `${baseUrl}/api/v1/repos/${owner}/${repo}`,
      'headers' in options ? (options.headers as Record<string, string>) : {},
    );
  }

  private constructor(
    host: string,
    api: string,
    headers: Record<string, string>,
  ) {
    this.#host = host;
    this.#api = api;
    this.#headers = headers;
  }

  async readFacts(signal?: AbortSignal): Promise<RepositoryFacts> {
    const response = await this.#send('GET', '', undefined, signal);
    const { id, html_url: url, owner } = (await response.json()) as Answer;
    // What is bound decides which pipelines are believed, so it is what the host says or nothing.
    if (!isId(id) || typeof url !== 'string') {
      throw new Error(
        `${
          this.#host
        } did not answer as Gitea does: its repository has no id or no address`,
      );
    }
    return {
      host: this.#host,
      id: String(id),
      url,
      ...(isId(owner?.id) ? { ownerId: String(owner.id) } : {}),
    };
  }

  /** Writes a secret for the repository's pipelines. The host never shows it again. */
  async writeSecret(
    name: string,
    value: string,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#send(
      'PUT',
      `/actions/secrets/${encodeURIComponent(name)}`,
      { data: value },
      signal,
    );
  }

  async #send(
    method: string,
    path: string,
    body: object | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const response = await fetch(`${this.#api}${path}`, {
      method,
      headers: {
        ...this.#headers,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      // The credentials are for this host and no other.
      redirect: 'error',
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function parse(repoUrl: string): URL | undefined {
  try {
    return new URL(`https://${repoUrl}`);
  } catch {
    return undefined;
  }
}
