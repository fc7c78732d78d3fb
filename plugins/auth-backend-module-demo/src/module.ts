import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { assertDevelopmentOnly } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { DemoAuthResult, demoAuthenticator } from './demoAuthenticator';

/**
 * Adds the auth provider `demo`. Without `auth.providers.demo` in the
 * configuration it adds nothing, so it may stay installed in production.
 *
 * @public
 */
export const authModuleDemo = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        if (!config.has('auth.providers.demo')) {
          return;
        }
        // It asks for no secret: whoever reaches the listener is whoever they say they are.
        assertDevelopmentOnly({
          config,
          nodeEnv: process.env.NODE_ENV,
          demo: 'Demo sign-in',
          remedy: "remove 'auth.providers.demo' from the configuration",
        });
        logger.warn('Demo sign-in is on: anyone on this machine may sign in');
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory<DemoAuthResult>({
            authenticator: demoAuthenticator,
            async signInResolver({ result }, context) {
              return context.signInWithCatalogUser({
                entityRef: { name: result.userName },
              });
            },
          }),
        });
      },
    });
  },
});
