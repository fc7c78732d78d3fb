import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef, type ChatbotsApi } from '../../api';
import { rootRouteRef } from '../../routes';
import {
  chatbotSummaries,
  fixtureApi,
  hoursAgo,
  idOf,
  promotionFixture,
  proposalFixture,
} from '../../__testUtils__';
import { InboxPage } from './InboxPage';

jest.setTimeout(30_000);

const items = [
  promotionFixture({
    needs: [
      {
        kind: 'approvals',
        count: 1,
        have: 1,
        group: 'group:default/ai-governance',
      },
      { kind: 'check', reason: 'faithfulness 0.74 < 0.80' },
    ],
  }),
  promotionFixture({
    id: idOf(2),
    chatbot: 'hr-bot',
    state: 'deploying',
    expiresAt: hoursAgo(20),
    needs: [{ kind: 'report' }],
    waitingSince: hoursAgo(0.8),
    stuck: true,
  }),
  promotionFixture({ id: idOf(3), chatbot: 'sales-bot' }),
];

function open(
  listPromotions: ChatbotsApi['listPromotions'] = async () => ({
    items,
    stuck: 1,
  }),
  path = '/',
  api: Partial<ChatbotsApi> = {},
) {
  renderInTestApp(<InboxPage />, {
    apis: [[chatbotsApiRef, fixtureApi({ listPromotions, ...api })]],
    mountedRoutes: { '/chatbots': rootRouteRef },
    initialRouteEntries: [path],
  });
  return userEvent.setup();
}

describe('InboxPage', () => {
  it('asks for what is mine to decide and shows each request in a row', async () => {
    const listPromotions = jest.fn(async () => ({ items, stuck: 1 }));
    open(listPromotions);
    const link = await screen.findByRole('link', {
      name: 'Support bot · 1.8.2-77bc01d-81 → production',
    });
    expect(link).toHaveAttribute('href', `/chatbots/promotions/${idOf(103)}`);
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('temperature 0.2 → 0.4');
    expect(first).toHaveTextContent(
      '1 more approval from ai-governance and 1 more for 2 h',
    );
    expect(first).toHaveTextContent('2 d 21 h left');
    expect(second).toHaveTextContent(
      'Stuck: waits for the next report of the rollout for 48 min',
    );
    // The approval's end says nothing of a rollout that runs.
    expect(second).not.toHaveTextContent('Expired');
    expect(listPromotions).toHaveBeenCalledWith(
      { query: { view: 'decide', open: true, cursor: undefined, limit: 20 } },
      expect.anything(),
    );
  });

  it('says first how many promotions wait, and which has waited longest', async () => {
    // Those of other pages count as well: the one that waits longest need not be among the rows.
    const [{ chatbot, waiting }] = chatbotSummaries();
    open(async () => ({
      items,
      total: 31,
      stuck: 1,
      waitingLongest: {
        chatbot: { ...chatbot, title: 'Sales bot' },
        waiting: { ...waiting[0], waitingSince: hoursAgo(50) },
      },
    }));
    const count = await screen.findByText('31 promotions wait.');
    expect(count.parentElement).toHaveTextContent(
      /Longest: Sales bot for 2 d 2 h/,
    );
  });

  it('keeps the tab in the URL and asks the server for it', async () => {
    const listPromotions = jest.fn(async () => ({ items: [], stuck: 0 }));
    const user = open(listPromotions, '/?view=requested');
    expect(
      await screen.findByText('You have no open request'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'All open' }));
    expect(await screen.findByText('No promotion is open')).toBeInTheDocument();
    expect(listPromotions).toHaveBeenLastCalledWith(
      expect.objectContaining({
        query: expect.objectContaining({ view: 'all' }),
      }),
      expect.anything(),
    );
  });

  it('narrows to the rollouts that are stuck by their number, and back with another tab', async () => {
    const listPromotions = jest.fn<
      ReturnType<ChatbotsApi['listPromotions']>,
      Parameters<ChatbotsApi['listPromotions']>
    >(async request => ({
      items: request?.query?.stuck ? [items[1]] : items,
      stuck: 1,
    }));
    const listFactsProposals = async () => ({ items: [proposalFixture()] });
    const user = open(listPromotions, '/?view=all', { listFactsProposals });
    const facts = { name: 'Support bot: new chatbot' };
    expect(await screen.findByRole('button', facts)).toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: '1 stuck' }));
    expect(
      await screen.findByRole('button', { name: '1 stuck', pressed: true }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: /→ production/ })).toHaveLength(
      1,
    );
    // A proposal waits for people: it is never stuck.
    expect(screen.queryByRole('button', facts)).toBeNull();
    await user.click(screen.getByRole('tab', { name: 'Requested by me' }));
    expect(listPromotions).toHaveBeenLastCalledWith(
      {
        query: {
          view: 'requested',
          open: true,
          cursor: undefined,
          limit: 20,
        },
      },
      expect.anything(),
    );
  });

  it('moves with j and k and stops at both ends', async () => {
    const user = open();
    const links = await screen.findAllByRole('link', { name: /→ production/ });
    await user.keyboard('j');
    expect(links[0]).toHaveFocus();
    await user.keyboard('jjj');
    expect(links[2]).toHaveFocus();
    await user.keyboard('k');
    expect(links[1]).toHaveFocus();
    await user.keyboard('kkk');
    expect(links[0]).toHaveFocus();
    expect(screen.getByText('Enter')).toBeInTheDocument();
  });

  it('opens the one in focus with Enter', async () => {
    const user = open();
    const link = (
      await screen.findAllByRole('link', { name: /→ production/ })
    )[1];
    const opened = jest.fn((event: Event) => event.preventDefault());
    link.addEventListener('click', opened);
    await user.keyboard('jj{Enter}');
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it('leaves keys with a modifier alone', async () => {
    const user = open();
    const [link] = await screen.findAllByRole('link', { name: /→ production/ });
    await user.keyboard('{Control>}j{/Control}');
    expect(link).not.toHaveFocus();
  });

  it('pages on the server', async () => {
    const listPromotions = jest.fn<
      ReturnType<ChatbotsApi['listPromotions']>,
      Parameters<ChatbotsApi['listPromotions']>
    >(async request => ({
      items: request?.query?.cursor ? [items[2]] : items.slice(0, 2),
      nextCursor: request?.query?.cursor ? undefined : 'c2',
      total: 3,
      stuck: 0,
    }));
    const user = open(listPromotions);
    await user.click(await screen.findByRole('button', { name: /next/i }));
    expect(
      await screen.findByRole('link', { name: /^sales-bot/ }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /^hr-bot/ })).toBeNull();
  });

  it('shows what waits to be accepted of chatbots first, and j goes through both', async () => {
    const listFactsProposals = jest.fn(async () => ({
      items: [proposalFixture()],
    }));
    const user = open(undefined, '/', { listFactsProposals });
    const row = await screen.findByRole('button', {
      name: 'Support bot: new chatbot',
    });
    const [link] = await screen.findAllByRole('link', { name: /→ production/ });
    expect(listFactsProposals).toHaveBeenCalledWith(
      {
        query: { view: 'decide', state: 'open', cursor: undefined, limit: 10 },
      },
      expect.anything(),
    );
    await user.keyboard('j');
    expect(row).toHaveFocus();
    expect(row.closest('li')).toHaveTextContent(
      'Waits for a second person already for 3 h',
    );
    await user.keyboard('j');
    expect(link).toHaveFocus();
    await user.keyboard('k{Enter}');
    expect(
      await screen.findByRole('dialog', {
        name: 'Review what is proposed for Support bot',
      }),
    ).toBeInTheDocument();
  });

  it('gives the focus to the next row when the one that had it is decided', async () => {
    const decided = jest.fn(async () => proposalFixture());
    const user = open(undefined, '/', {
      listFactsProposals: async () => ({
        items: decided.mock.calls.length > 0 ? [] : [proposalFixture()],
      }),
      decideFacts: decided,
    });
    const row = await screen.findByRole('button', {
      name: 'Support bot: new chatbot',
    });
    const [next] = await screen.findAllByRole('link', { name: /→ production/ });
    await user.keyboard('j{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    await waitFor(() => expect(row).not.toBeInTheDocument());
    await waitFor(() => expect(next).toHaveFocus());
  });

  it('says what waits to be accepted where no promotion does', async () => {
    open(async () => ({ items: [], stuck: 0 }), '/', {
      listFactsProposals: async () => ({ items: [proposalFixture()] }),
    });
    expect(
      await screen.findByRole('button', { name: 'Support bot: new chatbot' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('No promotion is in this list.'),
    ).toBeInTheDocument();
  });
});
