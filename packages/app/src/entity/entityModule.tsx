import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { EntityContentLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';

/**
 * How the catalog lays out an entity's overview in this portal.
 *
 * @internal
 */
export const entityModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    EntityContentLayoutBlueprint.make({
      name: 'content-first',
      params: {
        loader: () =>
          import('./ContentFirstLayout').then(m => m.ContentFirstLayout),
      },
    }),
  ],
});
