import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createIssuePipelineTokenAction } from './actions/createIssuePipelineTokenAction';
import { createPinPermitKeysAction } from './actions/createPinPermitKeysAction';
import { createRegisterChatbotAction } from './actions/createRegisterChatbotAction';
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
      },
      async init({ scaffolder, auth, config, discovery }) {
        const portal = Portal.create({ auth, discovery });
        const integrations = ScmIntegrations.fromConfig(config);
        scaffolder.addActions(
          createPinPermitKeysAction({ portal }),
          createRegisterChatbotAction({ portal, integrations }),
          createIssuePipelineTokenAction({ portal, integrations }),
        );
      },
    });
  },
});
