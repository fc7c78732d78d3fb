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
import { ChatbotEntitiesProcessor } from './processor/ChatbotEntitiesProcessor';
import { ChatbotEntityProvider } from './provider/ChatbotEntityProvider';

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
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        discovery,
        events,
        lifecycle,
        logger,
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
        });
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
          fn: async () => {
            try {
              await provider.sweep();
            } catch (error) {
              logger.error(
                'The nightly sweep of chatbot entities was not done',
                toError(error) as Error,
              );
            }
          },
        });
      },
    });
  },
});
