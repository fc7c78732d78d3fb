import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  chatbotEntity,
  chatbotFixture,
  overviewFixture,
  proposalFixture,
  renderPage,
} from '../../__testUtils__';
import type { ChatbotsApi } from '../../api';
import { FactsCard } from './FactsCard';

jest.setTimeout(30_000);

const waiting = chatbotFixture({
  riskClass: 'high',
  accepted: false,
  registeredRiskClass: 'limited',
});

function open(
  overview = overviewFixture(),
  api: Partial<ChatbotsApi> = {},
): ReturnType<typeof userEvent.setup> {
  renderPage(<FactsCard />, {
    entity: chatbotEntity,
    api: { getChatbot: async () => overview, ...api },
  });
  return userEvent.setup();
}

describe('FactsCard', () => {
  it('says which class was proposed and which counts until it is accepted', async () => {
    open(overviewFixture({ chatbot: waiting, proposal: proposalFixture() }));
    expect(
      await screen.findByText(
        'Proposed: Limited — counts as High until accepted',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        name: 'Waits for a second person already for 3 h',
      }),
    ).toBeInTheDocument();
  });

  it('says so of a chatbot whose registration nobody proposes any more', async () => {
    open(overviewFixture({ chatbot: waiting }));
    expect(
      await screen.findByText(
        'Registered as Limited — counts as High until somebody accepts it',
      ),
    ).toBeInTheDocument();
  });

  it('warns of nothing once the facts are accepted', async () => {
    open();
    expect(await screen.findByText('Limited')).toBeInTheDocument();
    expect(screen.queryByText(/counts as/)).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('accepts exactly what is shown', async () => {
    const decideFacts = jest.fn(async () =>
      proposalFixture({ state: 'accepted' }),
    );
    const proposal = proposalFixture();
    const user = open(overviewFixture({ chatbot: waiting, proposal }), {
      decideFacts,
    });
    await user.click(await screen.findByRole('button', { name: 'Review…' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Review what is proposed for Support bot',
    });
    await user.click(within(dialog).getByRole('button', { name: 'Accept' }));
    await waitFor(() =>
      expect(decideFacts).toHaveBeenCalledWith(
        {
          path: { proposalId: proposal.id },
          body: { decision: 'accept', digest: proposal.digest },
        },
        expect.anything(),
      ),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('keeps the focus when what was decided is gone with its button', async () => {
    const decideFacts = jest.fn(async () =>
      proposalFixture({ state: 'accepted' }),
    );
    const user = open(undefined, {
      decideFacts,
      getChatbot: async () =>
        decideFacts.mock.calls.length > 0
          ? overviewFixture()
          : overviewFixture({ chatbot: waiting, proposal: proposalFixture() }),
    });
    const opener = await screen.findByRole('button', { name: 'Review…' });
    await user.click(opener);
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    await waitFor(() => expect(opener).not.toBeInTheDocument());
    await waitFor(() => expect(document.body).not.toHaveFocus());
  });

  it('rejects with a comment only', async () => {
    const decideFacts = jest.fn(async () =>
      proposalFixture({ state: 'rejected' }),
    );
    const user = open(
      overviewFixture({ chatbot: waiting, proposal: proposalFixture() }),
      { decideFacts },
    );
    await user.click(await screen.findByRole('button', { name: 'Review…' }));
    const dialog = await screen.findByRole('dialog');
    const reject = within(dialog).getByRole('button', { name: 'Reject' });
    await user.click(reject);
    expect(decideFacts).not.toHaveBeenCalled();
    expect(
      within(dialog).getByText('Say why you reject it.'),
    ).toBeInTheDocument();
    await user.type(within(dialog).getByRole('textbox'), 'It is high');
    await user.click(reject);
    await waitFor(() =>
      expect(decideFacts).toHaveBeenCalledWith(
        expect.objectContaining({
          body: expect.objectContaining({
            decision: 'reject',
            comment: 'It is high',
          }),
        }),
        expect.anything(),
      ),
    );
  });

  it('keeps the dialog and says why when a decision was not recorded', async () => {
    const user = open(
      overviewFixture({ chatbot: waiting, proposal: proposalFixture() }),
      {
        decideFacts: async () => {
          throw Object.assign(new Error('Proposal is accepted'), {
            statusCode: 409,
          });
        },
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Review…' }));
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    expect(
      await screen.findByText('Your decision was not recorded'),
    ).toBeInTheDocument();
    expect(screen.getByText('Proposal is accepted')).toBeInTheDocument();
  });

  it.each([
    ['closes', 'user:default/Test', 1],
    [
      'sends it again, and says what came of that,',
      'user:default/reviewer-two',
      2,
    ],
  ])(
    '%s when the answer got lost and %s has decided so meanwhile',
    async (_, decidedBy, times) => {
      const decideFacts = jest.fn(async () => {
        throw Object.assign(new Error('Gateway timeout'), { statusCode: 504 });
      });
      const proposal = proposalFixture();
      const user = open(overviewFixture({ chatbot: waiting, proposal }), {
        decideFacts,
        listFactsProposals: async () => ({
          items: [proposalFixture({ state: 'accepted', decidedBy })],
        }),
      });
      await user.click(await screen.findByRole('button', { name: 'Review…' }));
      const dialog = within(await screen.findByRole('dialog'));
      await user.click(dialog.getByRole('button', { name: 'Accept' }));
      await dialog.findByText('It is not known whether this was done');
      await user.click(dialog.getByRole('button', { name: 'Accept' }));
      await waitFor(() =>
        expect([
          decideFacts.mock.calls.length,
          screen.queryByRole('dialog') !== null,
        ]).toEqual([times, times === 2]),
      );
    },
  );

  it('takes no proposal of somebody else for the one whose answer got lost', async () => {
    const proposeFacts = jest.fn(async () => {
      throw Object.assign(new Error('Gateway timeout'), { statusCode: 504 });
    });
    const permissions = {
      mayRequest: true,
      mayManageTokens: true,
      mayProposeFacts: true,
    };
    let proposal: Api.FactsProposal | undefined;
    const user = open(undefined, {
      proposeFacts,
      getChatbot: async () => overviewFixture({ permissions, proposal }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Propose a change…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const owner = dialog.getByRole('textbox', { name: 'Owner (entity ref)' });
    await user.clear(owner);
    await user.type(owner, 'group:default/platform');
    const submit = () =>
      user.click(dialog.getByRole('button', { name: 'Propose' }));
    await submit();
    await dialog.findByText('It is not known whether this was done');
    const { owner: _, ...facts } = proposalFixture().facts;
    const platform = { ...facts, owner: 'group:default/platform' };
    for (const other of [
      proposalFixture({ facts: platform }),
      proposalFixture({ mayWithdraw: true }),
    ]) {
      proposal = other;
      const before = proposeFacts.mock.calls.length;
      await submit();
      await waitFor(() =>
        expect(proposeFacts).toHaveBeenCalledTimes(before + 1),
      );
      await dialog.findByText('It is not known whether this was done');
    }
    proposal = proposalFixture({ facts: platform, mayWithdraw: true });
    await submit();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(proposeFacts).toHaveBeenCalledTimes(3);
  });

  it('tells whoever proposed it that somebody else decides, and lets them withdraw', async () => {
    const withdrawFacts = jest.fn(async () =>
      proposalFixture({ state: 'withdrawn' }),
    );
    const reason = 'You proposed it; somebody else has to decide.';
    const user = open(
      overviewFixture({
        chatbot: waiting,
        proposal: proposalFixture({
          mayDecide: { allowed: false, reason },
          mayWithdraw: true,
        }),
      }),
      { withdrawFacts },
    );
    expect(await screen.findByText(reason)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Review…' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(withdrawFacts).toHaveBeenCalledTimes(1));
  });

  it('proposes what was changed, and nothing that is in force already', async () => {
    const proposeFacts = jest.fn(async () => proposalFixture());
    const user = open(
      overviewFixture({
        permissions: {
          mayRequest: true,
          mayManageTokens: true,
          mayProposeFacts: true,
        },
      }),
      { proposeFacts },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Propose a change…' }),
    );
    const dialog = await screen.findByRole('dialog');
    const submit = within(dialog).getByRole('button', { name: 'Propose' });
    expect(submit).toBeDisabled();
    const owner = within(dialog).getByRole('textbox', {
      name: 'Owner (entity ref)',
    });
    await user.clear(owner);
    await user.type(owner, 'group:default/platform');
    await user.click(submit);
    await waitFor(() =>
      expect(proposeFacts).toHaveBeenCalledWith(
        {
          path: { chatbot: 'support-bot' },
          body: { riskClass: 'limited', owner: 'group:default/platform' },
        },
        expect.anything(),
      ),
    );
  });
});
