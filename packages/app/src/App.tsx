import { createApp } from '@backstage/frontend-defaults';
import appModuleUserSettings from '@backstage/plugin-app-module-user-settings';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import chatbotsPlugin from '@chatbot-portal/backstage-plugin-chatbots';
import { entityModule } from './entity';
import { layoutModule } from './layout';
import { navModule } from './nav';
import { signInModule } from './signIn';
import { themeModule } from './theme/themeModule';

/**
 * The portal's frontend. Features are named one by one, so what is on the page
 * can be read here.
 *
 * @internal
 */
export const app = createApp({
  features: [
    signInModule,
    navModule,
    themeModule,
    layoutModule,
    entityModule,
    chatbotsPlugin,
    catalogPlugin,
    catalogGraphPlugin,
    orgPlugin,
    scaffolderPlugin,
    searchPlugin,
    notificationsPlugin,
    signalsPlugin,
    userSettingsPlugin,
    appModuleUserSettings,
  ],
});
