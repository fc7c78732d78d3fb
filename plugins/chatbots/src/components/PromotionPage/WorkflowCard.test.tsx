import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef } from '../../api';
import { fixtureApi, hoursAgo, promotionFixture } from '../../__testUtils__';
import { promotionDetailFixture } from './promotionDetailFixture';
import { hasWorkflow, WorkflowCard } from './WorkflowCard';

// Real components and real typing: slow where several suites share a machine.
jest.setTimeout(30_000);

const ALLOWED = { allowed: true, reason: 'You belong to its owners.' };

describe('WorkflowCard', () => {
  const detailOf = (
    overrides: Partial<Api.PromotionDetail>,
    state: Api.PromotionState = 'approved',
  ) =>
    promotionDetailFixture({
      promotion: promotionFixture({ id: 'p-1', state }),
      mayStartWorkflow: ALLOWED,
      ...overrides,
    });

  function open(
    detail: Api.PromotionDetail,
    startWorkflow: () => Promise<unknown> = async () => ({}),
  ) {
    const call = jest.fn(startWorkflow);
    const onDone = jest.fn();
    renderInTestApp(<WorkflowCard detail={detail} onDone={onDone} />, {
      apis: [[chatbotsApiRef, fixtureApi({ startWorkflow: call as never })]],
    });
    return { call, onDone, user: userEvent.setup() };
  }

  it('links the run that the portal started', async () => {
    open(
      detailOf({
        workflow: {
          state: 'started',
          attempt: 1,
          requestedAt: hoursAgo(1),
          endedAt: hoursAgo(1),
          url: 'https://git.example.com/chatbots/support-bot/actions/runs/3',
        },
      }),
    );
    expect(
      await screen.findByText('The portal started it (attempt 1).'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open the run/ })).toHaveAttribute(
      'href',
      'https://git.example.com/chatbots/support-bot/actions/runs/3',
    );
    expect(screen.queryByText(/by hand/)).not.toBeInTheDocument();
  });

  it('says why it did not start, starts it again, and names what to start by hand', async () => {
    const { call, onDone, user } = open(
      detailOf({
        workflow: {
          state: 'failed',
          attempt: 2,
          requestedAt: hoursAgo(1),
          reasonCode: 'scm-forbidden',
          reason: 'The account of the integration may not start deploy.yml.',
        },
      }),
    );
    expect(
      await screen.findByText(
        'The account of the integration may not start deploy.yml.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/^deploy\.yml promotion=p-1 /)).toHaveTextContent(
      /version=\S+ stage=\S+ attempt=3$/,
    );
    await user.click(
      screen.getByRole('button', { name: 'Start workflow again' }),
    );
    expect(call).toHaveBeenCalledWith(
      { path: { promotionId: 'p-1' } },
      expect.anything(),
    );
    expect(onDone).toHaveBeenCalledWith(
      'The portal starts the deploy workflow.',
    );
  });

  it('shows why the portal refused', async () => {
    const { onDone, user } = open(detailOf({}), async () => {
      throw new Error('Run 3 of attempt 1 has not ended');
    });
    await user.click(
      await screen.findByRole('button', { name: 'Start workflow' }),
    );
    expect(
      await screen.findByText(/Run 3 of attempt 1 has not ended/),
    ).toBeInTheDocument();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('says what the git host lacks, and what to do by hand', async () => {
    open(
      detailOf({
        mayStartWorkflow: {
          allowed: false,
          reasonCode: 'scm-capability-missing',
          reason: "git.example.com can't start a workflow on request.",
        },
      }),
    );
    expect(
      await screen.findByText(
        "git.example.com can't start a workflow on request.",
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByText(/^deploy\.yml promotion=p-1 /)).toHaveTextContent(
      /attempt=1$/,
    );
  });

  it.each([
    ['requested', false],
    ['approved', true],
    ['released', true],
    ['deploying', false],
    ['expired', false],
  ] as const)(
    'has something to say of a promotion that is %s and has no request: %s',
    (state, expected) => {
      expect(hasWorkflow(detailOf({}, state))).toBe(expected);
    },
  );
});
