import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
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
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        const groups = config.getOptionalConfig('permission.chatbots');
        policy.setPolicy(
          ChatbotsPermissionPolicy.create({
            userInfo,
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
