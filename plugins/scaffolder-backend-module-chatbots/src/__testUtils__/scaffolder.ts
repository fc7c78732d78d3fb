/* The scaffolder in a process of its own, for tests that kill it. Its parent tells it what to be. */
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import giteaScmHosts from '@chatbot-portal/backstage-plugin-chatbots-backend-module-gitea';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import createKnex from 'knex';
import scaffolderModuleChatbots from '../index';
import { ScaffolderMessage, ScaffolderOptions } from './startScaffolder';

function tell(message: ScaffolderMessage): void {
  process.send?.(message);
}

async function run(options: ScaffolderOptions): Promise<void> {
  const { client, connection } = options.database;
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleChatbots,
      giteaScmHosts,
      mockServices.rootConfig.factory({ data: options.config }),
      mockServices.database.factory({
        knex: createKnex({ client, connection, useNullAsDefault: true }),
      }),
      catalogServiceMock.factory({ entities: options.templates }),
      createServiceFactory({
        service: coreServices.discovery,
        deps: {},
        factory: () => ({
          getBaseUrl: async plugin => `${options.portalUrl}/api/${plugin}`,
          getExternalBaseUrl: async plugin =>
            `${options.portalUrl}/api/${plugin}`,
        }),
      }),
    ],
  });
  tell({ kind: 'ready', port: backend.server.port() });
}

process.once('message', message => {
  run(message as ScaffolderOptions).catch(error => {
    tell({ kind: 'failed', text: String(error) });
    process.exit(1);
  });
});
