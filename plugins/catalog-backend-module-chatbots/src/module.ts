import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { CHATBOT_PORTAL_KINDS } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { guardLocations } from './guardLocations';
import { ChatbotEntitiesProcessor } from './processor/ChatbotEntitiesProcessor';
import { ChatbotEntityProvider } from './provider/ChatbotEntityProvider';
import { CatalogForeignEntities } from './provider/ForeignEntities';

/**
 * The kinds of Chatbot Portal, and the provider that projects the registry into the catalog.
 *
 * @public
 */
export const catalogModuleChatbots = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'chatbots',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        processing: catalogProcessingExtensionPoint,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        database,
        discovery,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        permissions,
        processing,
        rootLifecycle,
        scheduler,
      }) {
        const provider = ChatbotEntityProvider.create({
          auth,
          discovery,
          logger,
          countEntities: async () => {
            const { totalItems } = await catalog.queryEntities(
              { query: { kind: { $in: [...CHATBOT_PORTAL_KINDS] } }, limit: 1 },
              { credentials: await auth.getOwnServiceCredentials() },
            );
            return totalItems;
          },
          foreign: new CatalogForeignEntities({
            auth,
            catalog,
            database,
            logger,
          }),
        });
        httpRouter.use(guardLocations({ httpAuth, permissions }));
        processing.addProcessor(new ChatbotEntitiesProcessor());
        processing.addEntityProvider(provider);
        // Once all plugins have started: who subscribes before the events backend answers hears of this process only.
        rootLifecycle.addStartupHook(() =>
          events.subscribe({
            id: 'catalog-chatbots',
            topics: ['chatbots.changed'],
            onEvent: async () => provider.wake(),
          }),
        );
        // Events are best effort; the feed is not. A missed event is made up for within seconds.
        const timer = setInterval(() => provider.wake(), 5000);
        lifecycle.addShutdownHook(() => clearInterval(timer));
        await scheduler.scheduleTask({
          id: 'chatbots-sweep',
          frequency: { cron: '17 3 * * *' },
          timeout: { minutes: 30 },
          scope: 'global',
          fn: () =>
            logged('The nightly sweep of chatbot entities was not done', () =>
              provider.sweep(),
            ),
        });
        await scheduler.scheduleTask({
          id: 'chatbots-foreign-entities',
          frequency: { minutes: 10 },
          initialDelay: { seconds: 30 },
          timeout: { minutes: 30 },
          scope: 'global',
          fn: () =>
            logged('Entities from elsewhere were not looked for', () =>
              provider.removeForeign(),
            ),
        });

        async function logged(message: string, work: () => Promise<void>) {
          try {
            await work();
          } catch (error) {
            logger.error(message, toError(error) as Error);
          }
        }
      },
    });
  },
});
