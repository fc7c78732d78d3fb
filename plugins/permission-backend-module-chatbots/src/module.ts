import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { CatalogMemberships } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { ChatbotsPermissionPolicy } from './ChatbotsPermissionPolicy';

const DEFAULT_AUDITORS = ['group:default/auditors'];
const DEFAULT_ADMINISTRATORS = ['group:default/platform'];

/**
 * Sets {@link ChatbotsPermissionPolicy}. A portal with a policy of its own leaves this module out and composes
 * `decideOnChatbots` into it.
 *
 * @public
 */
export const permissionModuleChatbots = createBackendModule({
  pluginId: 'permission',
  moduleId: 'chatbots',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ auth, catalog, config, policy, userInfo }) {
        const groups = config.getOptionalConfig('permission.chatbots');
        policy.setPolicy(
          ChatbotsPermissionPolicy.create({
            userInfo,
            memberships: CatalogMemberships.fromConfig(config, {
              auth,
              catalog,
            }),
            groups: {
              auditors:
                groups?.getOptionalStringArray('auditors') ?? DEFAULT_AUDITORS,
              administrators:
                groups?.getOptionalStringArray('administrators') ??
                DEFAULT_ADMINISTRATORS,
            },
          }),
        );
      },
    });
  },
});
