import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  createServiceMock,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationService,
  notificationService,
} from '@backstage/plugin-notifications-node';
import {
  SignalsService,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { chatbotsPlugin } from '../plugin';
import { withEventKeys } from './eventKeys';
import { organisation } from './organisation';

/** Starts the plugin on a database of its own, with the example organisation in the catalog. */
export async function startChatbots(options: {
  knex: Knex;
  config?: JsonObject;
  entities?: Entity[];
  /** Stands in for the catalog with the organisation. */
  catalog?: BackendFeature;
  /** Services that stand in for the usual ones. */
  features?: BackendFeature[];
}) {
  const notifications = createServiceMock<NotificationService>(
    notificationService,
    () => ({ send: jest.fn().mockResolvedValue(undefined) }),
  )();
  const signals = createServiceMock<SignalsService>(signalsServiceRef, () => ({
    publish: jest.fn().mockResolvedValue(undefined),
  }))();
  const backend = await startTestBackend({
    features: [
      chatbotsPlugin,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          ...withEventKeys(options.config),
        },
      }),
      mockServices.database.factory({ knex: options.knex }),
      options.catalog ??
        catalogServiceMock.factory({
          entities: options.entities ?? organisation,
        }),
      notifications.factory,
      signals.factory,
      ...(options.features ?? []),
    ],
  });
  return { server: backend.server, backend, notifications, signals };
}
