/* The plugin in a process of its own, for tests that kill it or run two of them. Its parent tells it what to be. */
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import createKnex from 'knex';
import { chatbotsPlugin } from '../plugin';
import { withEventKeys } from './eventKeys';
import { organisation } from './organisation';
import { ReplicaMessage, ReplicaOptions } from './startReplica';

const never = () => new Promise<never>(() => {});

function tell(message: ReplicaMessage): void {
  process.send?.(message);
}

async function run(options: ReplicaOptions): Promise<void> {
  const { client, connection } = options.database;
  const backend = await startTestBackend({
    features: [
      chatbotsPlugin,
      mockServices.rootConfig.factory({ data: withEventKeys(options.config) }),
      mockServices.database.factory({
        knex: createKnex({ client, connection, useNullAsDefault: true }),
      }),
      catalogServiceMock.factory({ entities: organisation }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async ({ payload }) => {
            if (options.mute) {
              await never();
            }
            tell({ kind: 'notified', title: payload.title });
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async ({ message }) =>
            tell({ kind: 'signalled', text: JSON.stringify(message) }),
        }),
      }),
      // Told of each write before its transaction, and after its commit and before its answer: the place to hold a request up.
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async ({ eventId }) => {
            tell({ kind: 'began', eventId });
            return {
              success: async () => {
                if (eventId === options.stallAfter) {
                  tell({ kind: 'stalled' });
                  await never();
                }
              },
              fail: async () => {},
            };
          },
        }),
      }),
    ],
  });
  tell({ kind: 'ready', port: backend.server.port() });
}

process.once('message', message => {
  run(message as ReplicaOptions).catch(error => {
    tell({ kind: 'failed', text: String(error) });
    process.exit(1);
  });
});
