import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  scmHostServiceRef,
  ScmHosts,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { createConfigurePipelineAction } from './actions/createConfigurePipelineAction';
import { createIssuePipelineTokenAction } from './actions/createIssuePipelineTokenAction';
import { createPinPermitKeysAction } from './actions/createPinPermitKeysAction';
import { createRegisterChatbotAction } from './actions/createRegisterChatbotAction';
import { createStartPipelineAction } from './actions/createStartPipelineAction';
import { Portal } from './Portal';

/**
 * Actions by which templates bring a chatbot into the portal.
 *
 * @public
 */
export const scaffolderModuleChatbots = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'chatbots',
  register(reg) {
    reg.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scmHosts: scmHostServiceRef,
      },
      async init({ scaffolder, auth, config, discovery, scmHosts }) {
        const portal = Portal.create({ auth, discovery });
        const hosts = new ScmHosts(scmHosts);
        scaffolder.addActions(
          createPinPermitKeysAction({ portal }),
          createRegisterChatbotAction({ portal, hosts }),
          createIssuePipelineTokenAction({ portal, hosts }),
          createConfigurePipelineAction({
            portal,
            hosts,
            portalUrl: config.getString('backend.baseUrl'),
          }),
          createStartPipelineAction({ portal, hosts }),
        );
      },
    });
  },
});
