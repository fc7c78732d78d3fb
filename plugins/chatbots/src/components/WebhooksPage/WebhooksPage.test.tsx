import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { chatbotsApiRef, type ChatbotsApi } from '../../api';
import { fixtureApi, hoursAgo, idOf } from '../../__testUtils__';
import {
  webhookDeliveriesFixture,
  webhookDeliveryFixture,
  webhookDetailFixture,
  webhookTargetsFixture,
} from './webhookFixtures';
import { WebhooksPage } from './WebhooksPage';

jest.setTimeout(30_000);

function open(path = '/', overrides: Partial<ChatbotsApi> = {}) {
  const listWebhookDeliveries = jest.fn(async () => webhookDeliveriesFixture());
  renderInTestApp(<WebhooksPage />, {
    apis: [
      [
        chatbotsApiRef,
        fixtureApi({
          listWebhooks: async () => webhookTargetsFixture(),
          listWebhookDeliveries,
          getWebhookDelivery: async () => webhookDetailFixture(),
          ...overrides,
        }),
      ],
    ],
    initialRouteEntries: [path],
  });
  return { user: userEvent.setup(), listWebhookDeliveries };
}

describe('WebhooksPage', () => {
  it('shows how delivery to each target goes, and what each gets', async () => {
    open();
    expect(
      await screen.findByText('https://tickets.example/hooks/chatbots'),
    ).toBeInTheDocument();
    expect(screen.getByText('Delivering')).toBeInTheDocument();
    expect(screen.getByText('Failing')).toBeInTheDocument();
    expect(screen.getByText('every event')).toBeInTheDocument();
    expect(screen.getByText('of chatbots of chatbot-team')).toBeInTheDocument();
  });

  it('tells those who may not see webhooks once, and offers them nothing that would fail', async () => {
    const refused = async () => {
      throw Object.assign(new Error('You may not see webhooks'), {
        statusCode: 403,
      });
    };
    open('/', { listWebhooks: refused, listWebhookDeliveries: refused });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This page is for administrators',
    );
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(1));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says where targets come from when there are none, and when nothing matches', async () => {
    open('/', {
      listWebhooks: async () => ({ items: [] }),
      listWebhookDeliveries: async () => ({ items: [] }),
    });
    expect(await screen.findByText('No webhooks yet')).toBeInTheDocument();
    expect(await screen.findByText('No delivery matches')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Redeliver/ }),
    ).not.toBeInTheDocument();
  });

  it('asks the server for the filters in the URL', async () => {
    const { listWebhookDeliveries } = open(
      '/?target=team-chat&state=failed&type=promotion.approved',
    );
    await waitFor(() =>
      expect(listWebhookDeliveries).toHaveBeenCalledWith(
        {
          query: {
            target: 'team-chat',
            state: 'failed',
            type: 'promotion.approved',
            cursor: undefined,
            limit: 25,
          },
        },
        expect.anything(),
      ),
    );
  });

  it('shows what was sent and what came of each attempt', async () => {
    open(`/?delivery=${idOf(701)}`);
    const body = await screen.findByRole('region', {
      name: 'Body that was sent last',
    });
    expect(body).toHaveTextContent('"sequence":1041');
    const attempts = within(screen.getByRole('list', { name: 'Attempts' }));
    expect(
      attempts.getByText(/^No connection · ECONNREFUSED/),
    ).toBeInTheDocument();
    expect(attempts.getByText(/^Not a success · HTTP 503/)).toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        name: 'Delivery: Approvals and checks complete',
      }),
    ).toHaveFocus();
  });

  it('sends a delivery again by one click, and shows what becomes of it', async () => {
    let delivery = webhookDetailFixture();
    const redeliverWebhookDelivery = jest.fn(async () => {
      delivery = webhookDetailFixture({
        state: 'pending',
        nextAttemptAt: hoursAgo(0),
      });
      return delivery;
    });
    const getWebhookDelivery = jest.fn(async () => {
      const answer = delivery;
      // Sent in the moment after.
      delivery = webhookDetailFixture({
        state: delivery.delivery.state === 'pending' ? 'delivered' : 'failed',
      });
      return answer;
    });
    const { user } = open(`/?delivery=${idOf(701)}`, {
      getWebhookDelivery,
      redeliverWebhookDelivery,
      listWebhookDeliveries: async () => ({ items: [] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Redeliver' }));
    expect(redeliverWebhookDelivery).toHaveBeenCalledWith(
      { path: { deliveryId: idOf(701) } },
      expect.anything(),
    );
    expect(
      await screen.findByText('The delivery is sent again with the same id.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Delivered', undefined, { timeout: 10_000 }),
    ).toBeInTheDocument();
  });

  it('says that a redelivery was refused, and why', async () => {
    const { user } = open(`/?delivery=${idOf(701)}`, {
      redeliverWebhookDelivery: async () => {
        throw Object.assign(new Error('The configuration has no webhook'), {
          statusCode: 404,
        });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Redeliver' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Nothing was changed.');
    expect(alert).toHaveTextContent('The configuration has no webhook');
  });

  it('sends again what was given up since a time', async () => {
    const asked: Parameters<
      ChatbotsApi['redeliverFailedWebhookDeliveries']
    >[0][] = [];
    const { user, listWebhookDeliveries } = open('/', {
      redeliverFailedWebhookDeliveries: async request => {
        asked.push(request);
        return { deliveries: 2 };
      },
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'Redeliver what was given up…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const asksBefore = listWebhookDeliveries.mock.calls.length;
    await user.click(dialog.getByRole('button', { name: 'Redeliver' }));
    expect(
      await screen.findByText('2 deliveries are sent again.'),
    ).toBeInTheDocument();
    // What the list shows is old from then on.
    await waitFor(() =>
      expect(listWebhookDeliveries.mock.calls.length).toBeGreaterThan(
        asksBefore,
      ),
    );
    const [{ path, body }] = asked;
    expect(path).toEqual({ webhook: 'team-chat' });
    const age = Date.now() - Date.parse(body.since);
    expect(Math.round(age / 3_600_000)).toBe(24);
  });

  it('sends nothing twice when the answer to the first order got lost', async () => {
    const redeliverFailedWebhookDeliveries = jest.fn(async () => {
      throw Object.assign(new Error('Gateway timeout'), { statusCode: 504 });
    });
    const asked = (state: Api.WebhookDelivery['state'], attempts: number) =>
      jest.fn(async () => webhookDetailFixture({ state, attempts }));
    const getWebhookDelivery = asked('failed', 11);
    const { user } = open('/', {
      redeliverFailedWebhookDeliveries,
      listWebhookDeliveries: async () => ({
        items: [webhookDeliveryFixture({ createdAt: hoursAgo(3) })],
      }),
      getWebhookDelivery,
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'Redeliver what was given up…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = () =>
      user.click(dialog.getByRole('button', { name: 'Redeliver' }));
    await confirm();
    await dialog.findByText('It is not known whether this was done');
    // As it was before: the order was not recorded.
    await confirm();
    await waitFor(() =>
      expect(redeliverFailedWebhookDeliveries).toHaveBeenCalledTimes(2),
    );
    await dialog.findByText('It is not known whether this was done');
    // Tried once more since, and given up again.
    getWebhookDelivery.mockImplementation(asked('failed', 12));
    await confirm();
    expect(
      await screen.findByText(
        'Your request was recorded before: what was given up is sent again.',
      ),
    ).toBeInTheDocument();
    expect(redeliverFailedWebhookDeliveries).toHaveBeenCalledTimes(2);
  });

  it('keeps the dialog open, with its choices, when nothing could be sent again', async () => {
    const { user } = open('/', {
      redeliverFailedWebhookDeliveries: async () => {
        throw new Error('The portal is stopping');
      },
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'Redeliver what was given up…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: /Made in the last$/ }));
    await user.click(await screen.findByRole('option', { name: '7 days' }));
    await user.click(dialog.getByRole('button', { name: 'Redeliver' }));
    expect(
      await dialog.findByText('The portal is stopping'),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: /^7 days/ })).toBeInTheDocument();
  });
});
