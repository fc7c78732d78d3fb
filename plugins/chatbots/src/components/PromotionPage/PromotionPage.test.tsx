import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef, type ChatbotsApi } from '../../api';
import {
  fixtureApi,
  gateFixture,
  hoursAgo,
  overviewFixture,
  promotionFixture,
} from '../../__testUtils__';
import { PromotionPage } from './PromotionPage';
import { promotionDetailFixture } from './promotionDetailFixture';

// Real components and real typing: slow where several suites share a machine.
jest.setTimeout(30_000);

function open(overrides: Partial<ChatbotsApi> = {}) {
  const api = fixtureApi({
    getPromotion: async () => promotionDetailFixture(),
    ...overrides,
  });
  renderInTestApp(<PromotionPage promotionId={promotionFixture().id} />, {
    apis: [[chatbotsApiRef, api]],
  });
  return userEvent.setup();
}

const openOne = (promotion: Partial<Api.Promotion>) =>
  open({
    getChatbot: async () => overviewFixture({ waiting: [] }),
    getPromotion: async () =>
      promotionDetailFixture({ promotion: promotionFixture(promotion) }),
  });

async function openDialog(
  user: ReturnType<typeof userEvent.setup>,
  name: 'Approve…' | 'Reject…',
) {
  await user.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog');
}

function refusal(): Promise<ResponseError> {
  const body = {
    error: {
      name: 'NotAllowedError',
      message: 'You contributed to this version.',
      reason: 'contributor-approval',
      hint: 'Ask somebody who did not contribute.',
    },
    response: { statusCode: 403 },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status: 403,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

describe('PromotionPage', () => {
  it('fills the time until the rollout, and gives another CI what it needs', async () => {
    const user = openOne({
      id: 'p-1',
      state: 'approved',
      needs: [{ kind: 'workflow' }],
      waitingSince: hoursAgo(0.1),
    });
    const steps = await screen.findByRole('list', {
      name: 'From approval to rollout',
    });
    expect(within(steps).getAllByRole('listitem')[1]).toHaveTextContent(
      'Waits for the deploy workflow to start for 6 min',
    );
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(screen.getByRole('button', { name: 'Copy the command' }));
    expect(copied).toHaveBeenLastCalledWith(
      'npx chatbot permit fetch --promotion p-1 --stage production && npx chatbot permit consume --promotion p-1 --stage production',
    );
    await user.click(
      screen.getByRole('button', { name: 'Copy the promotion id' }),
    );
    expect(copied).toHaveBeenLastCalledWith('p-1');
  });

  it('says that a rollout is stuck, and since when', async () => {
    openOne({
      state: 'deploying',
      needs: [{ kind: 'report' }],
      waitingSince: hoursAgo(0.8),
      stuck: true,
    });
    expect(
      await screen.findByRole('status', { name: 'What happens next' }),
    ).toHaveTextContent('Stuck: the pipeline has reported nothing for 48 min.');
  });

  it('offers to ask again once a promotion has failed', async () => {
    const user = openOne({ state: 'failed' });
    await user.click(
      await screen.findByRole('button', { name: 'Request production again…' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Request a promotion' }),
    ).toBeInTheDocument();
  });

  it('counts what a model reads in a prompt and the reviewer does not see', async () => {
    const detail = promotionDetailFixture();
    open({
      getPromotion: async () => ({
        ...detail,
        comparison: {
          ...detail.comparison,
          prompts: [
            {
              name: 'system.md',
              status: 'changed' as const,
              base: 'Be brief.\n',
              target: 'Be brief.\u{E0048}\u{E0069}\n',
            },
          ],
        },
      }),
    });
    expect(
      await screen.findByText(
        '2 tag characters (U+E0048, U+E0069), which spell “Hi”',
        { exact: false },
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('status', { name: 'What happens next' }),
    ).toHaveTextContent(
      /Characters that nobody sees stand in .?system\.md.?\./,
    );
  });

  it('shows what changes, what policy asks and who is still needed', async () => {
    open();
    expect(
      await screen.findByRole('heading', {
        name: 'Support bot · 1.8.2-77bc01d-81 → production',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('status', { name: 'What happens next' }),
    ).toHaveTextContent(
      'Still needed: 1 more approval from ai-governance. Stands in the way: Worst slice of faithfulness.',
    );
    const parameters = screen.getByRole('list', { name: 'Parameters' });
    expect(parameters).toHaveTextContent('temperature0.2→0.4changed');
    expect(parameters).not.toHaveTextContent('maxTokens');
    const scores = screen.getByRole('list', { name: 'Scores' });
    expect(scores).toHaveTextContent('+40 msworse');
    expect(scores).toHaveTextContent('PII leak0.00→missing');
    // One of them is known by an address and by a login.
    expect(screen.getByText('2 contributors')).toBeInTheDocument();
    expect(
      screen.getByText('contractor@example.com (no catalog user)'),
    ).toBeInTheDocument();
  });

  it('shows equal values too when asked', async () => {
    const user = open();
    await user.click(
      await screen.findByRole('switch', { name: 'Only differences' }),
    );
    expect(screen.getByRole('list', { name: 'Parameters' })).toHaveTextContent(
      'maxTokens',
    );
  });

  it('shows the text difference of a prompt on demand', async () => {
    const user = open();
    await user.click(
      await screen.findByRole('button', {
        name: 'View difference of system.md',
      }),
    );
    expect(
      screen.getByRole('region', { name: /Difference of system.md/ }),
    ).toHaveTextContent('Never promise a refund.');
  });

  it('sends an approval bound to what was read and tells what happens next', async () => {
    const decidePromotion = jest.fn(async () => promotionFixture());
    const approved = promotionDetailFixture({
      promotion: promotionFixture({ state: 'approved' }),
    });
    let detail = promotionDetailFixture();
    const user = open({ decidePromotion, getPromotion: async () => detail });
    const dialog = await openDialog(user, 'Approve…');
    expect(dialog).toHaveTextContent(promotionFixture().digest);
    expect(dialog).toHaveTextContent('1.7.0-90aa4ef-74');

    await user.type(
      within(dialog).getByRole('textbox', { name: /Comment/ }),
      'Read the texts.',
    );
    decidePromotion.mockImplementation(async () => {
      detail = approved;
      return approved.promotion;
    });
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(decidePromotion).toHaveBeenCalledWith(
      {
        path: { promotionId: promotionFixture().id },
        body: {
          decision: 'approve',
          comment: 'Read the texts.',
          bindingDigest: promotionFixture().bindingDigest,
        },
      },
      expect.anything(),
    );
    const status = await screen.findByRole('status', {
      name: 'What happens next',
    });
    expect(status).toHaveTextContent('You approved.');
    // The button that opened the dialog is off now: the focus goes to what happens next.
    await waitFor(() => expect(status).toHaveFocus());
    await waitFor(() =>
      expect(status).toHaveTextContent(
        'deploy workflow fetches the permit next',
      ),
    );
    expect(screen.queryByText(/changed since you opened/)).toBeNull();
  });

  it('does not reject without a comment', async () => {
    const decidePromotion = jest.fn(async () => promotionFixture());
    const user = open({ decidePromotion });
    const dialog = await openDialog(user, 'Reject…');
    const button = within(dialog).getByRole('button', { name: 'Reject' });
    const comment = within(dialog).getByRole('textbox', { name: /Comment/ });

    await user.type(comment, '   ');
    await user.click(button);
    expect(dialog).toHaveTextContent('Say why you reject');
    expect(decidePromotion).not.toHaveBeenCalled();

    await user.type(comment, 'Refunds got worse.');
    await user.click(button);
    await waitFor(() => expect(decidePromotion).toHaveBeenCalledTimes(1));
  });

  it('sends nothing when something changed meanwhile, says what, and asks again', async () => {
    const decidePromotion = jest.fn(async () => promotionFixture());
    const changed = promotionDetailFixture({
      promotion: promotionFixture({
        bindingDigest: 'f'.repeat(64),
        replaces: '1.7.5-abcdef0-79',
      }),
    });
    let detail = promotionDetailFixture();
    const user = open({ decidePromotion, getPromotion: async () => detail });
    const dialog = await openDialog(user, 'Approve…');
    const comment = within(dialog).getByRole('textbox', { name: /Comment/ });
    await user.type(comment, 'Fine.');

    detail = changed;
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(within(dialog).getAllByRole('alert')[0]).toHaveTextContent(
        'Version it replaces: 1.7.0-90aa4ef-74 → 1.7.5-abcdef0-79',
      ),
    );
    expect(decidePromotion).not.toHaveBeenCalled();
    expect(comment).toHaveValue('Fine.');

    await user.click(
      within(dialog).getByRole('button', {
        name: 'Approve with these changes',
      }),
    );
    await waitFor(() =>
      expect(decidePromotion).toHaveBeenCalledWith(
        expect.objectContaining({
          body: expect.objectContaining({ bindingDigest: 'f'.repeat(64) }),
        }),
        expect.anything(),
      ),
    );
  });

  it('tells one who may not decide why, beside the button', async () => {
    open({
      getPromotion: async () =>
        promotionDetailFixture({
          mayDecide: {
            allowed: false,
            reasonCode: 'self-approval',
            reason: 'you requested it; another person has to decide.',
          },
        }),
    });
    const button = await screen.findByRole('button', { name: 'Approve…' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      'You may not decide: you requested it; another person has to decide.',
    );
  });

  it('keeps the comment and shows reason and hint when the portal refuses', async () => {
    const user = open({
      decidePromotion: async () => {
        throw await refusal();
      },
    });
    const dialog = await openDialog(user, 'Approve…');
    const comment = within(dialog).getByRole('textbox', { name: /Comment/ });
    await user.type(comment, 'Looks right.');
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));

    const alert = within(dialog).getAllByRole('alert').at(-1);
    await waitFor(() =>
      expect(alert).toHaveTextContent('You contributed to this version.'),
    );
    expect(alert).toHaveTextContent('Ask somebody who did not contribute.');
    expect(
      screen.getByTitle('Reason code: contributor-approval'),
    ).toBeInTheDocument();
    expect(comment).toHaveValue('Looks right.');
  });

  it('says that the check outcome changed while the page stood open', async () => {
    const worse = promotionDetailFixture({
      gate: gateFixture({
        checks: gateFixture().checks.map(check => ({
          ...check,
          outcome: 'fail' as const,
        })),
      }),
    });
    let detail = promotionDetailFixture();
    const user = open({
      getPromotion: async () => detail,
      withdrawDecision: async () => promotionFixture(),
    });
    const dialog = await openDialog(user, 'Approve…');
    detail = worse;
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    const [changes] = within(dialog).getAllByRole('alert');
    await waitFor(() =>
      expect(changes).toHaveTextContent('Check “Faithfulness”: Pass → Fail'),
    );
  });

  it('keeps the dialog open when withdrawing fails, and does it once when tried again', async () => {
    let detail = promotionDetailFixture({
      mayWithdraw: { allowed: true, reason: 'you requested it' },
    });
    const withdrawPromotion = jest.fn(async () => {
      // It was recorded, and the answer was lost on the way.
      detail = promotionDetailFixture({
        promotion: promotionFixture({ state: 'withdrawn' }),
        mayWithdraw: { allowed: true, reason: 'you requested it' },
      });
      throw new TypeError('Failed to fetch');
    });
    const user = open({ withdrawPromotion, getPromotion: async () => detail });
    await user.click(
      await screen.findByRole('button', { name: 'Withdraw request' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: 'Withdraw request' }),
    );
    await waitFor(() =>
      expect(dialog).toHaveTextContent('It is not known whether this was done'),
    );
    expect(dialog).not.toHaveTextContent('Failed to fetch');
    await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(withdrawPromotion).toHaveBeenCalledTimes(1);
    expect(
      screen.getByRole('status', { name: 'What happens next' }),
    ).toHaveTextContent('The request is withdrawn.');
  });

  it('names the promotion in the title of the tab', async () => {
    open();
    await waitFor(() =>
      expect(document.title).toContain(
        'Support bot · 1.8.2-77bc01d-81 → production · Promotion',
      ),
    );
  });
});
