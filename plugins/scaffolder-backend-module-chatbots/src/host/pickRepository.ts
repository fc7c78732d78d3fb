import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { parseRepositoryUrl } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  ScmHost,
  ScmHosts,
  ScmRepository,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Portal } from '../Portal';

/** A repository that was picked; nobody was asked about it yet. */
export interface PickedRepository {
  host: ScmHost;
  /** Its page. */
  url: string;
}

/** Segments of names as git hosts allow them; nothing that could climb out of a path. */
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/**
 * Reads `<host>?owner=<owner>&repo=<repo>`, the form of the repository picker. Throws InputError, and `scm-host-unknown` for a
 * host that no module serves.
 */
export function pickRepository(
  repoUrl: string,
  hosts: ScmHosts,
): PickedRepository {
  const address = `https://${repoUrl}`;
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  const owner = parsed?.searchParams.get('owner') ?? '';
  const repo = parsed?.searchParams.get('repo') ?? '';
  // Groups of GitLab stand in each other.
  const isSafe = [...owner.split('/'), repo].every(one => SEGMENT.test(one));
  if (!parsed || !isSafe) {
    throw new InputError(
      `'${repoUrl}' is not of the form <host>?owner=<owner>&repo=<repository>`,
    );
  }
  const host = hosts.byHostname(parsed.host);
  const { url } = parseRepositoryUrl(`${host.baseUrl}/${owner}/${repo}`);
  return { host, url };
}

/** Throws InputError unless the chatbot is bound to this repository. */
export async function assertBound(
  portal: Portal,
  options: {
    name: string;
    credentials: BackstageCredentials;
    repository: Pick<ScmRepository, 'host' | 'id' | 'url'>;
  },
): Promise<void> {
  const { name, credentials, repository } = options;
  const { chatbot } = await portal.client.getChatbot(
    { path: { chatbot: name } },
    await portal.onBehalfOf(credentials),
  );
  const bound = chatbot.repository;
  if (bound.host !== repository.host || bound.id !== repository.id) {
    throw new InputError(
      `'${name}' is bound to another repository than '${repository.url}'; its pipeline is set up in its own only`,
    );
  }
}

/**
 * The repository of a chatbot whose pipeline the person who runs the task may set up: the host sees the portal's own account,
 * so that a template must not choose what it does where.
 *
 * @throws InputError when the chatbot is bound to another repository, NotAllowedError for whoever may not manage its tokens
 */
export async function openForPipeline(
  portal: Portal,
  options: {
    name: string;
    picked: PickedRepository;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  },
): Promise<ScmRepository> {
  const { name, picked, credentials, signal } = options;
  await portal.client.listPipelineTokens(
    { path: { chatbot: name } },
    await portal.onBehalfOf(credentials),
  );
  const repository = await picked.host.repository({ url: picked.url, signal });
  await assertBound(portal, { name, credentials, repository });
  return repository;
}
