import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import giteaScmHosts from '@chatbot-portal/backstage-plugin-chatbots-backend-module-gitea';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Portal } from '../Portal';
import { Loopback, startLoopback } from './startLoopback';

/** What the actions are built of, and the machine they talk to. */
export interface World {
  loopback: Loopback;
  portal: Portal;
  hosts: ScmHosts;
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
      name: 'support-bot',
      html_url: `${loopback.url}/chatbots/support-bot`,
      default_branch: 'main',
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
    hosts: new ScmHosts(await providersOf(loopback)),
    repoUrl: `${loopback.host}?owner=chatbots&repo=support-bot`,
  };
}

/** What the module of Gitea provides for this host. */
async function providersOf(loopback: Loopback) {
  return ServiceFactoryTester.from(giteaScmHosts, {
    dependencies: [
      mockServices.rootConfig.factory({
        data: { integrations: integrationsOf(loopback) },
      }),
    ],
  }).getSubject();
}
