import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  overviewFixture,
  promotionFixture,
  renderPage,
} from '../../__testUtils__';
import { RequestPromotionDialog } from './RequestPromotionDialog';

describe('RequestPromotionDialog', () => {
  async function open(api: object) {
    const requestPromotion = jest.fn(async () => promotionFixture());
    renderPage(
      <RequestPromotionDialog
        chatbot="support-bot"
        version="1.9.0-3fa2b1c-88"
        stage="staging"
        onClose={() => {}}
      />,
      { api: { requestPromotion, ...api } },
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Request a promotion',
    });
    const field = (name: RegExp) =>
      within(dialog).getByRole('button', { name });
    const choose = async (name: RegExp, option: string) => {
      await userEvent.click(field(name));
      await userEvent.click(
        await screen.findByRole('option', { name: option }),
      );
    };
    const request = () => userEvent.click(field(/^Request$/));
    return { requestPromotion, dialog, field, choose, request };
  }

  it('takes a strategy that is chosen before it is known what runs in the stage', async () => {
    const { requestPromotion, field, choose, request } = await open({
      getChatbot: () => new Promise(() => {}),
    });
    expect(field(/Strategy$/)).not.toHaveTextContent(/Canary|All at once/);
    await choose(/Strategy$/, 'Canary');
    await request();
    expect(requestPromotion).toHaveBeenCalledWith(
      expect.objectContaining({
        body: expect.objectContaining({ strategy: 'canary' }),
      }),
      expect.anything(),
    );
  });

  it('keeps a strategy that was shown already when it was chosen', async () => {
    const { stages } = overviewFixture();
    const { requestPromotion, field, choose, request } = await open({
      getChatbot: async () =>
        overviewFixture({
          stages: stages.map(stage =>
            stage.stage === 'production'
              ? { stage: 'production', state: 'empty' }
              : stage,
          ),
        }),
    });
    // Another version serves people in staging, and none in production.
    await within(field(/Strategy$/)).findByText('Canary');
    await choose(/Strategy$/, 'Canary');
    await choose(/Stage$/, 'production');
    await request();
    expect(requestPromotion).toHaveBeenCalledWith(
      expect.objectContaining({
        body: expect.objectContaining({
          stage: 'production',
          strategy: 'canary',
        }),
      }),
      expect.anything(),
    );
  });

  it('asks for what is usual in the stage when nobody chooses', async () => {
    const { requestPromotion, field, request } = await open({});
    await within(field(/Strategy$/)).findByText('Canary');
    await request();
    expect(requestPromotion).toHaveBeenCalledWith(
      expect.objectContaining({
        body: expect.objectContaining({ stage: 'staging', strategy: 'canary' }),
      }),
      expect.anything(),
    );
  });

  it('says that it was asked for, with the focus still in the dialog', async () => {
    const { dialog, field, request } = await open({});
    await within(field(/Strategy$/)).findByText('Canary');
    await request();
    expect(
      await within(dialog).findByText(
        `The promotion to ${promotionFixture().stage} is requested.`,
      ),
    ).toBeInTheDocument();
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it('asks for nothing while it is not known which stages there are, and says so', async () => {
    renderPage(
      <RequestPromotionDialog
        chatbot="support-bot"
        version="1.9.0-3fa2b1c-88"
        onClose={() => {}}
      />,
      { api: { explainGates: () => new Promise(() => {}) } },
    );
    const button = await screen.findByRole('button', { name: 'Request' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('Loading what the policy asks');
  });
});
