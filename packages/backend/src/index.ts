import { createBackend } from '@backstage/backend-defaults';
import { guardedSchedulerServiceFactory } from '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots';
import { searchEngineLoader } from './searchEngineLoader';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
backend.add(
  import('@chatbot-portal/backstage-plugin-auth-backend-module-demo'),
);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(
  import('@chatbot-portal/backstage-plugin-catalog-backend-module-chatbots'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(
  import('@chatbot-portal/backstage-plugin-scaffolder-backend-module-chatbots'),
);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@chatbot-portal/backstage-plugin-permission-backend-module-chatbots'),
);

// Backstage's own lets everybody who is signed in run every plugin's scheduled tasks.
backend.add(guardedSchedulerServiceFactory);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(searchEngineLoader);

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@chatbot-portal/backstage-plugin-chatbots-backend'));
backend.add(
  import('@chatbot-portal/backstage-plugin-chatbots-backend-module-gitea'),
);
// Example history. Production refuses to start with this module.
if (process.env.NODE_ENV !== 'production') {
  backend.add(
    import('@chatbot-portal/backstage-plugin-chatbots-backend-module-demo'),
  );
}

// A backend that could not start must not stay behind and hold its port.
backend.start().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
