import {
  createFrontendModule,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';

/**
 * Replaces the frame of pages by the portal's own.
 *
 * @internal
 */
export const layoutModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SwappableComponentBlueprint.make({
      name: 'core-page-layout',
      params: define =>
        define({
          component: PageLayout,
          loader: () =>
            import('./PortalPageLayout').then(m => m.PortalPageLayout),
        }),
    }),
  ],
});
