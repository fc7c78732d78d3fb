import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import chatbotsPlugin, { chatbotsApiRef } from '../src';
import { fixtureApi } from '../src/__testUtils__';
import { devEntities } from './devEntities';
import { devSignInModule } from './devSignIn';

// The pages over fixtures: to look at them without a backend.

const fixtures = createFrontendModule({
  pluginId: 'chatbots',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: chatbotsApiRef,
          deps: {},
          factory: () => fixtureApi(),
        }),
    }),
  ],
});

const catalogFixtures = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: devEntities }),
        }),
    }),
  ],
});

const app = createApp({
  features: [
    chatbotsPlugin,
    catalogPlugin,
    fixtures,
    catalogFixtures,
    devSignInModule,
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
