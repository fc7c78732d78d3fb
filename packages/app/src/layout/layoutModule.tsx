import {
  AppRootElementBlueprint,
  createFrontendModule,
  ErrorDisplay,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { PortalErrorDisplay } from './PortalErrorDisplay';
import { PortalInTitles } from './PortalInTitles';

/**
 * Replaces the frame of pages, and what stands in place of one that failed, by the portal's own.
 *
 * @internal
 */
export const layoutModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootElementBlueprint.make({
      name: 'portal-in-titles',
      params: { element: <PortalInTitles /> },
    }),
    SwappableComponentBlueprint.make({
      name: 'core-page-layout',
      params: define =>
        define({
          component: PageLayout,
          loader: () =>
            import('./PortalPageLayout').then(m => m.PortalPageLayout),
        }),
    }),
    SwappableComponentBlueprint.make({
      name: 'core-error-display',
      params: define =>
        define({
          component: ErrorDisplay,
          // At once: what shows that a chunk can't be loaded must not be one.
          loader: () => PortalErrorDisplay,
        }),
    }),
  ],
});
