import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  chatbotListFixture,
  hoursAgo,
  LONGEST,
  renderPage,
} from '../../__testUtils__';
import { CatalogCards } from './CatalogCards';
import { CatalogPage } from './CatalogPage';

describe('CatalogPage', () => {
  it('says what runs where, how good it is and what is stuck', async () => {
    renderPage(<CatalogPage />);
    const row = await screen.findByRole('row', { name: /Support bot/ });
    expect(
      within(row).getByRole('link', { name: 'Support bot · 1.9.0-3fa2b1c-88' }),
    ).toHaveAttribute(
      'href',
      '/chatbots/c/support-bot/versions/1.9.0-3fa2b1c-88',
    );
    expect(within(row).getByText('25 %', { exact: false })).toBeInTheDocument();
    expect(within(row).getByText('(better)')).toBeInTheDocument();
    expect(
      within(row).getByRole('link', {
        name: '1 more approval from ai-governance',
      }),
    ).toHaveAttribute('href', expect.stringContaining('/chatbots/promotions/'));

    const failing = screen.getByRole('row', { name: /HR bot/ });
    expect(within(failing).getAllByText('Fail')).not.toHaveLength(0);
    expect(within(failing).getByText('(worse)')).toBeInTheDocument();
    expect(screen.getByText(LONGEST.title)).toBeInTheDocument();
    expect(screen.getByText('not evaluated yet')).toBeInTheDocument();
  });

  it('calls nothing better that was measured over other data', async () => {
    const list = chatbotListFixture();
    const [first] = list.items;
    const changes: Api.MeasurementChange[] = [
      { what: 'dataset', from: 'golden 14', to: 'golden 15' },
    ];
    const quality = first.quality && {
      ...first.quality,
      previous: undefined,
      breaks: [{ before: 5, changes }],
    };
    renderPage(<CatalogPage />, {
      api: {
        listChatbots: async () => ({ ...list, items: [{ ...first, quality }] }),
      },
    });
    const row = await screen.findByRole('row', { name: /Support bot/ });
    expect(row).toHaveTextContent(
      'Not comparable with the version before: other dataset (golden 14 → golden 15)',
    );
    expect(row).not.toHaveTextContent('better');
    expect(
      within(row).getByRole('img', {
        name: /0\.89, ‖ other dataset \(golden 14 → golden 15\) ‖ 0\.91/,
      }),
    ).toBeInTheDocument();
  });

  it('asks the server for what the address says, and ignores nonsense in it', async () => {
    const listChatbots = jest.fn(async () => chatbotListFixture());
    renderPage(<CatalogPage />, {
      api: { listChatbots },
      path: '/?risk=high&verdict=perhaps&sort=quality&order=desc',
    });
    await screen.findByRole('row', { name: /Support bot/ });
    expect(listChatbots).toHaveBeenCalledWith(
      {
        query: expect.objectContaining({
          riskClass: 'high',
          verdict: undefined,
          sort: 'quality',
          order: 'desc',
        }),
      },
      expect.anything(),
    );
    expect(
      screen.getByRole('row', { name: 'Risk class: High' }),
    ).toBeInTheDocument();
  });

  it('calls owners what the catalog calls them', async () => {
    renderPage(<CatalogPage />, {
      path: '/?owner=group:default/platform',
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'platform', namespace: 'default' },
        spec: { type: 'team', profile: { displayName: 'Platform engineers' } },
      },
    });
    expect(
      await screen.findByRole('row', { name: 'Owner: Platform engineers' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['1 failing their gate', { verdict: 'fail' }, 'Verdict: Fail'],
    ['1 stuck', { stuck: true }, 'Stuck'],
  ])('filters by “%s” of the strip', async (name, asked, chip) => {
    const listChatbots = jest.fn(async () => chatbotListFixture());
    renderPage(<CatalogPage />, {
      api: { listChatbots },
      path: '/?sort=waiting',
    });
    await userEvent.click(await screen.findByRole('button', { name }));
    expect(listChatbots).toHaveBeenLastCalledWith(
      { query: expect.objectContaining({ ...asked, sort: 'waiting' }) },
      expect.anything(),
    );
    expect(screen.getByRole('button', { name, pressed: true })).toBeVisible();
    expect(screen.getByRole('row', { name: chip })).toBeInTheDocument();
  });

  it('says first which rollout is stuck longest and which promotion waits longest, at whom and for how long', async () => {
    const list = chatbotListFixture();
    const [{ chatbot, waiting }] = list.items;
    const stuckLongest: Api.LongestWait = {
      chatbot,
      waiting: {
        ...waiting[0],
        state: 'deploying',
        needs: [{ kind: 'report' }],
        waitingSince: hoursAgo(0.85),
        stuck: true,
      },
    };
    const waitingLongest: Api.LongestWait = { chatbot, waiting: waiting[0] };
    const listChatbots = async () => ({
      ...list,
      stuckLongest,
      waitingLongest,
    });
    const { unmount } = renderPage(<CatalogPage />, { api: { listChatbots } });
    const line = async (name: string) =>
      (await screen.findByText(name)).closest('p');
    expect(await line('Stuck longest:')).toHaveTextContent(
      'Stuck longest: Support bot production for 51 min: the next report of the rollout',
    );
    expect(await line('Waits longest:')).toHaveTextContent(
      /^Waits longest: Support bot production for 5 h: 1 more approval from ai.governance$/i,
    );
    unmount();

    renderPage(<CatalogPage />, { api: { listChatbots }, path: '/?risk=high' });
    await screen.findByRole('row', { name: /Support bot/ });
    expect(screen.queryByText('Waits longest:')).not.toBeInTheDocument();
  });

  it('counts as in production what runs in the last configured stage', async () => {
    const listChatbots = jest.fn(async () =>
      chatbotListFixture({ stages: ['development', 'live'] }),
    );
    renderPage(<CatalogPage />, { api: { listChatbots } });
    await userEvent.click(
      await screen.findByRole('button', { name: '3 in production' }),
    );
    expect(listChatbots).toHaveBeenLastCalledWith(
      { query: expect.objectContaining({ stage: 'live' }) },
      expect.anything(),
    );
  });

  it('shows everything for a stage that is not configured', async () => {
    const listChatbots = jest.fn(async () => chatbotListFixture());
    renderPage(<CatalogPage />, {
      api: { listChatbots },
      path: '/?stage=bogus',
    });
    await waitFor(() =>
      expect(listChatbots).toHaveBeenLastCalledWith(
        { query: expect.objectContaining({ stage: undefined }) },
        expect.anything(),
      ),
    );
    expect(
      await screen.findByRole('row', { name: /Support bot/ }),
    ).toHaveTextContent('gate of the newest version');
    expect(screen.queryByText(/bogus/)).not.toBeInTheDocument();
  });

  it('goes to the next page with the server’s cursor', async () => {
    const listChatbots = jest.fn(async () =>
      chatbotListFixture({ nextCursor: 'page-two', total: 60 }),
    );
    renderPage(<CatalogPage />, { api: { listChatbots } });
    await userEvent.click(await screen.findByRole('button', { name: /next/i }));
    expect(listChatbots).toHaveBeenLastCalledWith(
      { query: expect.objectContaining({ cursor: 'page-two' }) },
      expect.anything(),
    );
  });

  it('teaches when there is nothing, and tells that from "no match"', async () => {
    const listChatbots = async () => chatbotListFixture({ items: [] });
    const { unmount } = renderPage(<CatalogPage />, { api: { listChatbots } });
    expect(await screen.findByText('No chatbots yet')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Create a chatbot' }),
    ).toHaveAttribute('href', '/create');
    unmount();

    renderPage(<CatalogPage />, { api: { listChatbots }, path: '/?search=x' });
    expect(
      await screen.findByText('No chatbot matches these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear all filters' }),
    );
    expect(await screen.findByText('No chatbots yet')).toBeInTheDocument();
  });

  it('says whose threshold a value misses, since each stage may ask for another', async () => {
    const list = chatbotListFixture();
    const items = list.items.map(item => ({
      ...item,
      quality: item.quality && {
        ...item.quality,
        threshold: 0.85,
        thresholdStage: 'production',
      },
    }));
    renderPage(<CatalogPage />, {
      api: { listChatbots: async () => ({ ...list, items }) },
    });
    expect(
      await screen.findByRole('row', { name: /HR bot/ }),
    ).toHaveTextContent('misses 0.85, the threshold of production');
    expect(
      screen.getByRole('columnheader', { name: /Needs attention/ }),
    ).toBeInTheDocument();
  });

  it('says what went wrong and tries again', async () => {
    const listChatbots = jest
      .fn()
      .mockRejectedValueOnce(new Error('connection lost'))
      .mockResolvedValue(chatbotListFixture());
    renderPage(<CatalogPage />, { api: { listChatbots } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'connection lost',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('row', { name: /Support bot/ }),
    ).toBeInTheDocument();
  });
});

it('shows cards in one column on a narrow screen', async () => {
  renderPage(
    <CatalogCards
      list={chatbotListFixture()}
      pages={{
        cursor: undefined,
        page: 0,
        next: jest.fn(),
        previous: jest.fn(),
      }}
    />,
  );
  const list = await screen.findByRole('list', { name: 'Chatbots' });
  expect(
    within(list).getByRole('link', { name: 'Support bot' }),
  ).toHaveAttribute('href', '/catalog/default/component/support-bot');
});
