import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  chatbotEntity,
  gateFixture,
  overviewFixture,
  promotionFixture,
  renderPage,
} from '../../__testUtils__';
import { ChatbotOverviewCard } from './ChatbotOverviewCard';

const open = (api = {}) =>
  renderPage(<ChatbotOverviewCard />, { entity: chatbotEntity, api });

describe('ChatbotOverviewCard', () => {
  it('shows what is open first, then the stages in order with the canary’s weight', async () => {
    open();
    const [waiting, track] = await screen.findAllByRole('list');
    // What is open stands above what runs.
    expect(waiting).toHaveTextContent(
      '1.8.2-77bc01d-81 → productionRequested 1 more approval from ai-governance for 5 h',
    );
    expect(track).toHaveAccessibleName('What runs where');
    const stages = within(track).getAllByRole('listitem');
    expect(stages.map(stage => stage.textContent)).toEqual([
      expect.stringMatching(/^development1\.9\.0-3fa2b1c-88/),
      expect.stringMatching(/^staging1\.8\.2-77bc01d-81/),
      expect.stringMatching(/^production1\.7\.0-90aa4ef-74/),
    ]);
    expect(
      screen.getByRole('progressbar', {
        name: 'Share of traffic on the new version',
      }),
    ).toHaveValue(25);
  });

  it('shows the newest version where no promotion leads, and says of the other stages how they fill', async () => {
    open({
      getChatbot: async () =>
        overviewFixture({
          latestVersion: '2.0.0-0badc0d-90',
          waiting: [],
          stages: ['development', 'staging'].map(stage => ({
            stage,
            state: 'empty' as const,
          })),
        }),
    });
    const [track] = await screen.findAllByRole('list');
    const stages = within(track).getAllByRole('listitem');
    expect(stages.map(stage => stage.textContent)).toEqual([
      expect.stringMatching(/^development2\.0\.0-0badc0d-90newest/),
      'stagingno versionA promotion brings the first one here.',
    ]);
  });

  it('asks for the next promotion, with what the policy asks in sight', async () => {
    const requestPromotion = jest.fn(async () =>
      promotionFixture({ stage: 'staging' }),
    );
    open({ requestPromotion });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Request staging: 1 check missing',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Request a promotion',
    });
    expect(
      await within(dialog).findByText(/too few samples to tell/),
    ).toBeInTheDocument();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /comment/i }),
      'Fixes refunds',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Request' }),
    );

    expect(requestPromotion).toHaveBeenCalledWith(
      {
        path: { chatbot: 'support-bot' },
        body: {
          version: '1.9.0-3fa2b1c-88',
          stage: 'staging',
          // Another version serves people there.
          strategy: 'canary',
          comment: 'Fixes refunds',
        },
      },
      expect.anything(),
    );
    expect(
      await screen.findByRole('link', { name: 'Open the promotion' }),
    ).toHaveAttribute('href', expect.stringContaining('/chatbots/promotions/'));
  });

  it('keeps what was typed when the request is refused', async () => {
    open({
      requestPromotion: async () => {
        throw new Error('one is open already');
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Request staging/ }),
    );
    const comment = await screen.findByRole('textbox', { name: /comment/i });
    await userEvent.type(comment, 'Fixes refunds');
    await screen.findByText(/too few samples/);
    await userEvent.click(screen.getByRole('button', { name: 'Request' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'one is open already',
    );
    expect(comment).toHaveValue('Fixes refunds');
  });

  it('says that the pipeline runs, links it, and tells when the first version is there', async () => {
    const getChatbot = jest
      .fn(async () => overviewFixture())
      .mockResolvedValueOnce(
        overviewFixture({
          latestVersion: undefined,
          // So that the card asks again soon.
          next: {
            stage: 'staging',
            version: '0.1.0',
            gate: gateFixture({ verdict: 'pending', checks: [] }),
          },
          waiting: [],
        }),
      );
    open({
      getChatbot,
      listHostRuns: async () => ({
        items: [
          {
            id: '7',
            workflow: 'ci.yml',
            title: 'Create support-bot',
            state: 'running',
            url: 'http://127.0.0.1:7008/chatbot-team/support-bot/actions/runs/7',
          },
        ],
      }),
    });
    expect(
      await screen.findByText('ci.yml is running: Create support-bot'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open the run/ })).toHaveAttribute(
      'href',
      'http://127.0.0.1:7008/chatbot-team/support-bot/actions/runs/7',
    );
    expect(screen.getByText(/^The first version appears here/)).toBeVisible();
    expect(
      await screen.findByText('The first version is there:', undefined, {
        timeout: 5000,
      }),
    ).toBeInTheDocument();
  });

  it('says why one may not ask', async () => {
    const { next } = overviewFixture();
    open({
      getChatbot: async () =>
        overviewFixture({
          next: next && {
            ...next,
            mayRequest: false,
            mayRequestReason: 'You are not in chatbot-team.',
          },
        }),
    });
    const button = await screen.findByRole('button', {
      name: /^Request staging/,
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('You are not in chatbot-team.');
  });

  it('leaves the card in place when it can’t be loaded', async () => {
    open({
      getChatbot: async () => {
        throw new Error('down');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('down');
    expect(screen.getByText('What runs where')).toBeInTheDocument();
  });
});
