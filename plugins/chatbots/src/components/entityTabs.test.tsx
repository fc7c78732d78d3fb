import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  chatbotEntity,
  idOf,
  overviewFixture,
  renderPage,
  stageFixture,
} from '../__testUtils__';
import { evaluationFixture, trendFixtures } from '../__testUtils__/evaluations';
import { ApprovalsContent } from './ApprovalsContent';
import { EvaluationsContent } from './EvaluationsContent';
import { StagesContent } from './StagesContent';
import { VersionsContent } from './VersionsContent';

describe('VersionsContent', () => {
  it('compares two selected versions from the older to the newer', async () => {
    renderPage(<VersionsContent />, { entity: chatbotEntity });
    const newest = await screen.findByRole('row', { name: /1\.9\.0-3fa2b1c/ });
    expect(screen.getByRole('button', { name: 'Compare' })).toBeDisabled();
    await userEvent.click(within(newest).getByRole('checkbox'));
    await userEvent.click(
      within(screen.getByRole('row', { name: /1\.8\.2-77bc01d/ })).getByRole(
        'checkbox',
      ),
    );
    expect(screen.getByRole('link', { name: 'Compare' })).toHaveAttribute(
      'href',
      '/chatbots/c/support-bot/compare?base=1.8.2-77bc01d-81&target=1.9.0-3fa2b1c-88',
    );
  });

  it('teaches when no version was reported', async () => {
    renderPage(<VersionsContent />, {
      entity: chatbotEntity,
      api: { listModelVersions: async () => ({ items: [] }) },
    });
    expect(await screen.findByText('No versions yet')).toBeInTheDocument();
  });
});

describe('EvaluationsContent', () => {
  it('titles each chart and gives its data as a table', async () => {
    renderPage(<EvaluationsContent />, { entity: chatbotEntity });
    const chart = await screen.findByRole('figure', {
      name: /faithfulness by version \(higher is better\)/,
    });
    expect(
      within(chart).getByText('Worst slice: refunds with 0.79 (n = 31)'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(chart).getByRole('button', { name: 'Show as a table' }),
    );
    expect(within(chart).getByText('0.912')).toBeInTheDocument();
  });

  it('says beside chart and table where a line breaks, and why', async () => {
    const [trend] = trendFixtures();
    const changes: Api.MeasurementChange[] = [
      { what: 'dataset', from: 'golden 14', to: 'golden 15' },
    ];
    const points = trend.points.map((point, index) =>
      index === 4 ? { ...point, changes } : point,
    );
    const baseline = trend.baseline && { ...trend.baseline, changes };
    renderPage(<EvaluationsContent />, {
      entity: chatbotEntity,
      api: {
        getTrends: async () => ({ items: [{ ...trend, points, baseline }] }),
      },
    });
    const chart = await screen.findByRole('figure', { name: /faithfulness/ });
    expect(chart).toHaveTextContent(
      'From 1.9.0-3fa2b1c-88 on: other dataset (golden 14 → golden 15). Values before and after can’t be compared.',
    );
    expect(chart).toHaveTextContent(
      'The line of production (1.7.0-90aa4ef-74: 0.88) is not drawn: other dataset (golden 14 → golden 15).',
    );
    await userEvent.click(
      within(chart).getByRole('button', { name: 'Show as a table' }),
    );
    expect(
      within(chart).getByRole('row', { name: /1\.9\.0-3fa2b1c/ }),
    ).toHaveTextContent(
      'not comparable: other dataset (golden 14 → golden 15)',
    );
    expect(
      within(chart).getByRole('row', { name: /1\.8\.2-77bc01d/ }),
    ).toHaveTextContent('comparable');
  });

  it('opens a run from the address, failed samples first', async () => {
    renderPage(<EvaluationsContent />, {
      entity: chatbotEntity,
      path: `/?evaluation=${idOf(301)}`,
    });
    const run = await screen.findByRole('article', { name: 'Evaluation' });
    expect(
      await within(run).findByText('Can I get my money back after 40 days?'),
    ).toBeVisible();
    // The reason of the judge stands with the score it is of, and hides nothing.
    const why = within(run).getByText('Why faithfulness is 0.20');
    expect(why).toBeVisible();
    expect(why.nextElementSibling).toHaveTextContent(
      'The passage saysU+200B 30 days, not 40.',
    );
    expect(within(run).getByText('U+200B').closest('bdi')).toBeInTheDocument();
    expect(within(run).queryByText(/gave no reasons/)).not.toBeInTheDocument();
    expect(
      within(run).getByRole('img', { name: /^refunds: 0\.79.*orders: 0\.95/ }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(run).getByRole('button', { name: 'All evaluations' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'All evaluations' }),
    ).toBeInTheDocument();
  });

  it('keeps what samples are searched for in the address, and says where a judge gave no reasons', async () => {
    const listEvaluationSamples = jest.fn(async () => ({
      items: [{ sampleId: 'order-4', scores: {} }],
      nextCursor: 'next',
      total: 41,
    }));
    renderPage(<EvaluationsContent />, {
      entity: chatbotEntity,
      path: `/?evaluation=${idOf(301)}&search=money&slice=bogus`,
      api: { listEvaluationSamples },
    });

    expect(await screen.findByText(/The judge gave no reasons/)).toBeVisible();
    expect(screen.getByLabelText('Search samples')).toHaveValue('money');
    expect(screen.getByText('1 to 1 of 41')).toBeVisible();
    expect(listEvaluationSamples).toHaveBeenLastCalledWith(
      expect.objectContaining({
        query: expect.objectContaining({ search: 'money', slice: undefined }),
      }),
      expect.anything(),
    );
  });

  it.each([
    [true, 'refs/heads/main (protected)'],
    [false, 'refs/heads/main (not protected)'],
    [undefined, 'refs/heads/main'],
  ])(
    'says what started a run, and its ref whose protection is %p',
    async (isProtected, shown) => {
      renderPage(<EvaluationsContent />, {
        entity: chatbotEntity,
        path: `/?evaluation=${idOf(301)}`,
        api: {
          getEvaluation: async () =>
            evaluationFixture({
              origin: {
                kind: 'oidc',
                ref: 'refs/heads/main',
                event: 'workflow_dispatch',
                workflow: 'ci',
                workflowFile: '.github/workflows/ci.yml',
                ...(isProtected === undefined
                  ? {}
                  : { protected: isProtected }),
              },
            }),
        },
      });
      const run = await screen.findByRole('article', { name: 'Evaluation' });
      expect(await within(run).findByText(shown)).toBeVisible();
      expect(within(run).getByText('workflow_dispatch')).toBeVisible();
      expect(within(run).getByText('.github/workflows/ci.yml')).toBeVisible();
    },
  );

  it('says once that there is no evaluation, and what makes one', async () => {
    renderPage(<EvaluationsContent />, {
      entity: chatbotEntity,
      api: {
        getTrends: async () => ({ items: [] }),
        listEvaluations: async () => ({ items: [] }),
      },
    });
    expect(await screen.findByText('No evaluations yet')).toBeInTheDocument();
    expect(
      screen.getByText(/Push a commit to start a run/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'All evaluations' }),
    ).not.toBeInTheDocument();
  });

  it('shows the list although the trends failed', async () => {
    renderPage(<EvaluationsContent />, {
      entity: chatbotEntity,
      api: {
        getTrends: async () => {
          throw new Error('trends down');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('trends down');
    expect(
      await screen.findByRole('button', {
        name: 'Open the evaluation of 1.9.0-3fa2b1c-88 by golden',
      }),
    ).toBeInTheDocument();
  });
});

describe('StagesContent', () => {
  it('asks for the instant in the address and goes back to now', async () => {
    const listStages = jest.fn(async () => ({ items: [] }));
    renderPage(<StagesContent />, {
      entity: chatbotEntity,
      api: { listStages },
      path: '/?at=2026-01-02T03:04:00.000Z',
    });
    await waitFor(() =>
      expect(listStages).toHaveBeenLastCalledWith(
        expect.objectContaining({ query: { at: '2026-01-02T03:04:00.000Z' } }),
        expect.anything(),
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Back to now' }),
    );
    await waitFor(() =>
      expect(listStages).toHaveBeenLastCalledWith(
        expect.objectContaining({ query: { at: undefined } }),
        expect.anything(),
      ),
    );
  });

  it('shows what had been reported by the instant, counted from it', async () => {
    const listStages = jest.fn(async () => ({
      items: [
        stageFixture('development', undefined),
        stageFixture('production', '1.6.0-b', {
          since: '2026-01-01T03:04:00.000Z',
          state: 'rolling-out',
          incoming: {
            version: '1.7.0-c',
            weight: 10,
            deploymentId: idOf(1),
            promotionId: idOf(2),
            since: '2026-01-02T02:34:00.000Z',
            approvedBy: ['user:default/reviewer-two'],
          },
        }),
      ],
      latestVersion: '1.6.5-d',
    }));
    const listDeployments = jest.fn(async () => ({ items: [] }));
    renderPage(<StagesContent />, {
      entity: chatbotEntity,
      api: { listStages, listDeployments },
      path: '/?at=2026-01-02T03:04:00.000Z',
    });
    const [development, , production] = await screen.findAllByRole('listitem', {
      hidden: true,
    });
    expect(development).toHaveTextContent('1.6.5-d');
    expect(production).toHaveTextContent(/1\.6\.0-b.*for 1 d/);
    // The canary's own start and approvals stand with the canary.
    expect(production).toHaveTextContent(
      /1\.7\.0-c.*for 30 min.*reviewer-two/i,
    );
    expect(
      await screen.findByText('Nothing had been deployed by then'),
    ).toBeInTheDocument();
    expect(listDeployments).toHaveBeenLastCalledWith(
      expect.objectContaining({
        query: expect.objectContaining({ at: '2026-01-02T03:04:00.000Z' }),
      }),
      expect.anything(),
    );
  });

  it('draws what was live when', async () => {
    renderPage(<StagesContent />, { entity: chatbotEntity });
    const drawing = await screen.findByRole('figure', {
      name: /What was live when/,
    });
    expect(drawing).toHaveTextContent('1.7.0-90aa4ef-74');
  });

  it('says that a rollout is stuck, now and of no instant of the past', async () => {
    const [waiting] = overviewFixture().waiting;
    const getChatbot = async () =>
      overviewFixture({
        waiting: [
          {
            ...waiting,
            state: 'deploying',
            needs: [{ kind: 'report' }],
            stuck: true,
          },
        ],
      });
    const { unmount } = renderPage(<StagesContent />, {
      entity: chatbotEntity,
      api: { getChatbot },
    });
    expect(
      await screen.findByRole('list', { name: 'Open promotions' }),
    ).toHaveTextContent('Stuck: waits for the next report of the rollout');
    unmount();
    renderPage(<StagesContent />, {
      entity: chatbotEntity,
      api: { getChatbot },
      path: '/?at=2026-01-02T03:04:00.000Z',
    });
    await screen.findByText('Stages as of then');
    expect(screen.queryByText(/Stuck/)).not.toBeInTheDocument();
  });

  it('shows a rollback with its reason', async () => {
    renderPage(<StagesContent />, { entity: chatbotEntity });
    expect(await screen.findByText('Rolled back')).toBeInTheDocument();
    expect(
      screen.getByText('Error rate 4.1 % is above 2 %.'),
    ).toBeInTheDocument();
  });
});

describe('ApprovalsContent', () => {
  it('asks for open promotions and for history apart', async () => {
    const listPromotions = jest.fn(async () => ({ items: [], stuck: 0 }));
    renderPage(<ApprovalsContent />, {
      entity: chatbotEntity,
      api: { listPromotions },
    });
    expect(await screen.findByText('Nothing waits')).toBeInTheDocument();
    expect(screen.getByText('No history yet')).toBeInTheDocument();
    for (const isOpen of [true, false]) {
      expect(listPromotions).toHaveBeenCalledWith(
        {
          query: expect.objectContaining({
            chatbot: 'support-bot',
            open: isOpen,
          }),
        },
        expect.anything(),
      );
    }
  });
});
