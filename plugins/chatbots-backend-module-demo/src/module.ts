import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { demoExtensionPoint } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { playHistory } from './playHistory';
import { waitForPeople } from './waitForPeople';

/**
 * Brings the example chatbots and their history. Without `chatbots.demo.history` in the configuration it adds nothing; with
 * this module the backend refuses to start in production.
 *
 * @public
 */
export const chatbotsModuleDemo = createBackendModule({
  pluginId: 'chatbots',
  moduleId: 'demo',
  register(reg) {
    reg.registerInit({
      deps: { demo: demoExtensionPoint, logger: coreServices.logger },
      async init({ demo, logger }) {
        demo.setHistory({
          async play(portal) {
            if (await waitForPeople(portal, logger)) {
              await playHistory(portal, { logger, now: new Date() });
              logger.info('The example history is complete');
            }
          },
        });
      },
    });
  },
});
