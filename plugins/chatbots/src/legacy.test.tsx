import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { render, screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { chatbotsApiRef } from './api';
import { ChatbotsPage, legacyChatbotsPlugin } from './legacy';
import { fixtureApi } from './__testUtils__';

// In a file of its own: a route ref takes its id from the first app that mounts it.
it('serves the model catalog in an app of the old frontend system', async () => {
  // A plain object: `process.env` itself would turn the list into a string.
  Object.defineProperty(process, 'env', {
    value: {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ],
    },
  });
  window.history.pushState({}, '', '/chatbots');
  const app = createApp({
    plugins: [legacyChatbotsPlugin],
    apis: [
      createApiFactory(chatbotsApiRef, fixtureApi()),
      createApiFactory(catalogApiRef, catalogApiMock()),
    ],
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/chatbots" element={<ChatbotsPage />} />
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);

  expect(await screen.findByText('Support bot')).toBeInTheDocument();
  // Only one of our pages is mounted and no catalog is: that costs links, not the page.
  expect(screen.getByText('1 waiting for approval')).toBeInTheDocument();
});
