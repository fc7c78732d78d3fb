import {
  registerMswTestHooks,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import chatbotsPlugin, { chatbotsApiRef } from '.';
import { chatbotOverviewCard } from './entityExtensions';
import { chatbotEntity, chatbotListFixture, fixtureApi } from './__testUtils__';

const server = setupServer();
registerMswTestHooks(server);

const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
};

it('serves the model catalog over HTTP', async () => {
  server.use(
    http.get('*/api/chatbots/v1/chatbots', () =>
      HttpResponse.json(chatbotListFixture()),
    ),
  );
  renderTestApp({
    features: [chatbotsPlugin],
    initialRouteEntries: ['/chatbots'],
    mountedRoutes,
    apis: [catalogApiMock()],
  });
  expect(await screen.findByText('Support bot')).toBeInTheDocument();
});

it('shows the reason of a refusal', async () => {
  server.use(
    http.get('*/api/chatbots/v1/chatbots', () =>
      HttpResponse.json(
        {
          error: {
            name: 'ServiceUnavailableError',
            message: 'The catalog does not answer',
            reason: 'membership-unavailable',
            hint: 'Try again in a minute',
          },
          response: { statusCode: 503 },
        },
        { status: 503 },
      ),
    ),
  );
  renderTestApp({
    features: [chatbotsPlugin],
    initialRouteEntries: ['/chatbots'],
    mountedRoutes,
    apis: [catalogApiMock()],
  });
  const alert = await screen.findByRole('alert');
  // What was lost belongs to what happened, and not to what one can do.
  expect(alert).toHaveTextContent(
    'The catalog does not answerNothing was lost.What you can do: Try again in a minute',
  );
  // The code is for whoever reports the problem.
  expect(alert).not.toHaveTextContent('membership-unavailable');
  expect(
    within(alert).getByTitle('Reason code: membership-unavailable'),
  ).toBeInTheDocument();
});

it('offers the way back, and not to try again, where there is no such thing', async () => {
  server.use(
    http.get('*/api/chatbots/v1/promotions/:id', ({ params }) =>
      HttpResponse.json(
        {
          error: {
            name: 'NotFoundError',
            message: `There is no promotion ${params.id}`,
            reason: 'promotion-unknown',
            hint: "Check the id; the chatbot's page lists its promotions.",
          },
          response: { statusCode: 404 },
        },
        { status: 404 },
      ),
    ),
  );
  renderTestApp({
    features: [chatbotsPlugin],
    initialRouteEntries: ['/chatbots/promotions/p1'],
    mountedRoutes,
    apis: [catalogApiMock()],
  });
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('There is no promotion p1');
  expect(alert).not.toHaveTextContent('Nothing was lost');
  expect(within(alert).queryByRole('button')).toBeNull();
  expect(
    within(alert).getByRole('link', { name: 'All chatbots' }),
  ).toHaveAttribute('href', '/chatbots');
});

it('leads back from an address that names no page', async () => {
  renderTestApp({
    features: [chatbotsPlugin],
    initialRouteEntries: ['/chatbots/nowhere'],
    mountedRoutes,
  });
  expect(
    await screen.findByRole('link', { name: 'All chatbots' }),
  ).toHaveAttribute('href', '/chatbots');
});

it('puts the overview on chatbots and on nothing else', async () => {
  const render = (type: string) =>
    renderTestApp({
      extensions: [
        createTestEntityPage({
          entity: { ...chatbotEntity, spec: { ...chatbotEntity.spec, type } },
        }),
        chatbotOverviewCard,
      ],
      apis: [[chatbotsApiRef, fixtureApi()], catalogApiMock()],
    });
  const { unmount } = render('chatbot');
  expect(await screen.findByText('What runs where')).toBeInTheDocument();
  unmount();
  render('service');
  expect(screen.queryByText('What runs where')).not.toBeInTheDocument();
});
