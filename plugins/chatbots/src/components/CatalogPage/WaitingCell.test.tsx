import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen } from '@testing-library/react';
import { chatbotSummaries, idOf, renderPage } from '../../__testUtils__';
import { WaitingCell } from './WaitingCell';

describe('WaitingCell', () => {
  it.each<[Api.PromotionState, number, string]>([
    ['requested', 1, '1 of 2 approvals'],
    ['requested', 2, 'Approvals complete, checks pending'],
    ['approved', 2, 'Approved'],
    ['released', 2, 'Released'],
    ['deploying', 2, 'Deploying'],
  ])(
    'says of one that is %s with %d approvals: %s',
    async (state, have, text) => {
      const [summary] = chatbotSummaries();
      renderPage(
        <WaitingCell
          summary={{
            ...summary,
            failing: [],
            waiting: [
              {
                promotionId: idOf(1),
                stage: 'production',
                version: '1.0.0',
                state,
                approvalsHave: have,
                approvalsNeeded: 2,
                mine: false,
              },
            ],
          }}
        />,
      );
      expect(await screen.findByText(text)).toBeInTheDocument();
    },
  );

  it.each([true, false])(
    'says first that facts wait for a second person, and whether that is the viewer: %s',
    async mine => {
      const [summary] = chatbotSummaries();
      renderPage(
        <WaitingCell
          summary={{ ...summary, waiting: [], failing: [], proposal: { mine } }}
        />,
      );
      expect(
        await screen.findByText('Registry facts to accept'),
      ).toBeInTheDocument();
      expect(screen.queryAllByText('needs you')).toHaveLength(mine ? 1 : 0);
      expect(screen.queryByText('nothing')).not.toBeInTheDocument();
    },
  );
});
