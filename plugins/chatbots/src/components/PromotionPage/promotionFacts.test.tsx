import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen, within } from '@testing-library/react';
import { chatbotsApiRef, type ChatbotsApi } from '../../api';
import {
  deploymentFixture,
  fixtureApi,
  idOf,
  promotionFixture,
} from '../../__testUtils__';
import { PromotionPage } from './PromotionPage';
import { promotionDetailFixture } from './promotionDetailFixture';

jest.setTimeout(30_000);

function open(api: Partial<ChatbotsApi>) {
  renderInTestApp(<PromotionPage promotionId={promotionFixture().id} />, {
    apis: [[chatbotsApiRef, fixtureApi(api)]],
  });
}

describe('what a promotion rests on', () => {
  it('says of each score how sure its change is, or why that is not known', async () => {
    const { scores } = promotionDetailFixture().comparison;
    const unknown = scores.map(row =>
      row.key === 'latency_p95'
        ? {
            ...row,
            interval: undefined,
            intervalUnknown: 'not-their-mean' as const,
          }
        : row,
    );
    const notRun = {
      ...scores[2],
      key: 'smoke',
      label: 'fact recall',
      due: false,
      note: 'smoke has not run for 1.8.2-77bc01d-81',
    };
    open({
      getPromotion: async () => {
        const { comparison, ...detail } = promotionDetailFixture();
        return {
          ...detail,
          comparison: { ...comparison, scores: [...unknown, notRun] },
        };
      },
    });
    const list = await screen.findByRole('list', { name: 'Scores' });
    expect(list).toHaveTextContent('+0.02better[+0.004 … +0.036]');
    expect(list).toHaveTextContent(
      'interval not known: the value is not the mean of its samples’ scores',
    );
    expect(list).toHaveTextContent('fact recall0.00→not run yet');
  });

  it('shows what was decided on for ever, and what was measured later apart from it', async () => {
    const source = (id: number, more: Partial<Api.EvidenceSource>) => ({
      id: idOf(id),
      version: '1.8.2-77bc01d-81',
      suite: 'golden',
      dataset: { name: 'golden', revision: '15', digest: 'd'.repeat(64) },
      judge: 'local-judge',
      reportedAt: '2026-03-10T12:00:00.000Z',
      bound: true,
      ...more,
    });
    const latency = promotionDetailFixture().comparison.scores[1];
    open({
      getPromotion: async () =>
        promotionDetailFixture({
          promotion: promotionFixture({ state: 'deployed' }),
          evidence: [source(301, {})],
          later: {
            since: '2026-03-10T13:00:00.000Z',
            evidence: [source(302, { stage: 'production', bound: false })],
            scores: [{ ...latency, base: '850 ms', target: '999 ms' }],
          },
        }),
    });
    const later = await screen.findByRole('region', {
      name: 'Measured after the decision',
    });
    expect(later).toHaveTextContent('Nobody decided on these');
    expect(later).toHaveTextContent('850 ms→999 ms');
    expect(later).toHaveTextContent('measured in production');
    const decided = screen.getByRole('list', { name: 'Scores' });
    expect(decided).toHaveTextContent('810 ms→850 ms');
    expect(decided).not.toHaveTextContent('999 ms');
    expect(
      screen.getByText(/These are the figures that were decided on/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByText('golden over golden 15, scored by local-judge'),
    ).toHaveLength(2);
  });

  it('links what an outside system answered to its page, if that is https', async () => {
    const answer = (url: string) => ({
      at: '2026-03-10T12:00:00.000Z',
      type: 'promotion.answered' as const,
      text: 'change-board approved it',
      link: { title: `Page ${url.split(':')[0]}`, url },
    });
    open({
      getPromotion: async () =>
        promotionDetailFixture({
          history: [
            answer('https://changes.example/CHG-1042'),
            answer('http://changes.example/CHG-1042'),
          ],
        }),
    });
    const history = await screen.findByRole('list', { name: 'History' });
    expect(history).toHaveTextContent('change-board approved it');
    const links = within(history).getAllByRole('link');
    expect(links).toHaveLength(1);
    expect(links[0]).toHaveTextContent('Page https');
    expect(links[0]).toHaveAttribute(
      'href',
      'https://changes.example/CHG-1042',
    );
  });

  const next = () => screen.findByRole('status', { name: 'What happens next' });

  it('says at once that no check stands in the way, where only people are missing', async () => {
    const { promotion, ...detail } = promotionDetailFixture();
    const needs = promotion.needs.filter(({ kind }) => kind === 'approvals');
    open({
      getPromotion: async () => ({
        ...detail,
        promotion: { ...promotion, needs },
      }),
    });
    expect(await next()).toHaveTextContent(
      'Still needed: 1 more approval from ai-governance. No check stands in the way.',
    );
  });

  it('says at once who rejected it and why', async () => {
    const [decision] = promotionFixture().decisions;
    open({
      getPromotion: async () =>
        promotionDetailFixture({
          promotion: promotionFixture({
            state: 'rejected',
            decisions: [
              {
                ...decision,
                decision: 'reject',
                by: 'user:default/reviewer-two',
                comment: 'The temperature is too high.',
              },
            ],
          }),
        }),
    });
    expect(await next()).toHaveTextContent(
      /Rejectedby.*reviewer.two.*The temperature is too high\./i,
    );
  });

  it('says at once how much traffic a rollout has that is stuck', async () => {
    open({
      getPromotion: async () =>
        promotionDetailFixture({
          promotion: promotionFixture({
            state: 'deploying',
            stuck: true,
            waitingSince: '2026-03-10T12:00:00.000Z',
          }),
          deployment: deploymentFixture({ state: 'open', weight: 50 }),
        }),
    });
    expect(await next()).toHaveTextContent(
      /Stuck: the pipeline has reported nothing.*50 % of traffic on/,
    );
  });
});
