import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { Portal } from '../Portal';
import { Loopback, startLoopback } from './startLoopback';

/** What the actions are built of, and the machine they talk to. */
export interface World {
  loopback: Loopback;
  portal: Portal;
  integrations: ScmIntegrations;
  /** What the picker gives for a repository on this host. */
  repoUrl: string;
}

/** Integration of the git host, as configuration gives it. */
export function integrationsOf({ host, url }: Loopback) {
  return {
    gitea: [{ host, baseUrl: url, username: 'portal', password: 'hunter2' }],
  };
}

/** Credentials that the git host, and nobody else, may see. */
export const HOST_CREDENTIALS = `basic ${Buffer.from('portal:hunter2').toString(
  'base64',
)}`;

/** Path of the repository on the host. */
export const REPOSITORY = '/api/v1/repos/chatbots/support-bot';

/** Starts a host that knows one repository, and the chatbots plugin behind discovery. */
export async function startWorld(): Promise<World> {
  const loopback = await startLoopback();
  loopback.answers.set(`GET ${REPOSITORY}`, () => ({
    body: {
      id: 42,
      html_url: `${loopback.url}/chatbots/support-bot`,
      owner: { id: 7, login: 'chatbots' },
    },
  }));
  return {
    loopback,
    portal: Portal.create({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `${loopback.url}/api/${plugin}`,
      }),
    }),
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: integrationsOf(loopback) }),
    ),
    repoUrl: `${loopback.host}?owner=chatbots&repo=support-bot`,
  };
}
