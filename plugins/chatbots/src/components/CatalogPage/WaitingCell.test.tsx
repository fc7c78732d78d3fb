import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen } from '@testing-library/react';
import {
  chatbotSummaries,
  hoursAgo,
  idOf,
  renderPage,
} from '../../__testUtils__';
import { WaitingCell } from './WaitingCell';

const waiting = (overrides: Partial<Api.Waiting> = {}): Api.Waiting => ({
  promotionId: idOf(1),
  stage: 'production',
  version: '1.0.0',
  state: 'requested',
  approvalsHave: 1,
  approvalsNeeded: 2,
  mine: false,
  needs: [],
  waitingSince: hoursAgo(5),
  stuck: false,
  ...overrides,
});

function open(...items: Api.Waiting[]) {
  const [summary] = chatbotSummaries();
  return renderPage(
    <WaitingCell summary={{ ...summary, failing: [], waiting: items }} />,
  );
}

describe('WaitingCell', () => {
  it.each<[Api.PromotionNeed, string]>([
    [
      {
        kind: 'approvals',
        count: 2,
        have: 0,
        group: 'group:default/ai-governance',
      },
      '2 approvals from ai-governance',
    ],
    [
      {
        kind: 'approvals',
        count: 1,
        have: 1,
        group: 'group:default/ai-governance',
      },
      '1 more approval from ai-governance',
    ],
    [
      { kind: 'check', title: 'Soak', reason: 'ran 3 h of 24 h' },
      'ran 3 h of 24 h',
    ],
    [{ kind: 'approval' }, 'the portal, which approves within a minute'],
    [{ kind: 'workflow' }, 'the deploy workflow, which fetches the permit'],
    [{ kind: 'rollout' }, 'the deploy job, which starts the rollout'],
    [{ kind: 'report' }, 'the next report of the rollout'],
  ])('says what it waits for: %j', async (need, text) => {
    open(waiting({ needs: [need] }));
    expect(await screen.findByRole('link', { name: text })).toHaveAttribute(
      'href',
      expect.stringContaining(idOf(1)),
    );
    expect(screen.getByText('5 h')).toBeInTheDocument();
    expect(screen.queryByText(/Stuck/)).not.toBeInTheDocument();
  });

  it('shows a stuck rollout first, with how long it is silent', async () => {
    open(
      waiting({ needs: [{ kind: 'workflow' }] }),
      waiting({
        promotionId: idOf(2),
        state: 'deploying',
        needs: [{ kind: 'report' }],
        waitingSince: hoursAgo(0.8),
        stuck: true,
      }),
    );
    const [first] = await screen.findAllByRole('link');
    expect(first).toHaveAttribute('href', expect.stringContaining(idOf(2)));
    expect(screen.getByText('Stuck: waits for')).toBeInTheDocument();
    expect(screen.getByText('48 min')).toBeInTheDocument();
  });

  it('says which gate the newest version fails, and not that it waits for that', async () => {
    const [summary] = chatbotSummaries();
    renderPage(
      <WaitingCell
        summary={{
          ...summary,
          waiting: [],
          verdict: 'fail',
          gateStage: 'staging',
          failing: ['faithfulness 0.74 is below 0.80'],
        }}
      />,
    );
    const gate = await screen.findByText('Fails the gate of staging:');
    expect(gate.parentElement).toHaveTextContent(
      'Fails the gate of staging: faithfulness 0.74 is below 0.80',
    );
  });

  it.each([true, false])(
    'says first that facts wait for a second person, for how long, and whether that is the viewer: %s',
    async mine => {
      const [summary] = chatbotSummaries();
      renderPage(
        <WaitingCell
          summary={{
            ...summary,
            waiting: [],
            failing: [],
            proposal: { mine, waitingSince: hoursAgo(30) },
          }}
        />,
      );
      expect(
        await screen.findByText('Registry facts to accept'),
      ).toBeInTheDocument();
      expect(screen.getByText('1 d 6 h')).toBeInTheDocument();
      expect(screen.queryAllByText('needs you')).toHaveLength(mine ? 1 : 0);
      expect(screen.queryByText('nothing')).not.toBeInTheDocument();
    },
  );
});
