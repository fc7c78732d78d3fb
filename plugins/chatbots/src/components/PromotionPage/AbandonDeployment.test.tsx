import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef } from '../../api';
import { fixtureApi, promotionFixture } from '../../__testUtils__';
import { AbandonDeployment } from './AbandonDeployment';

// Real components and real typing: slow where several suites share a machine.
jest.setTimeout(30_000);

describe('AbandonDeployment', () => {
  function open(abandonDeployment: () => Promise<never>) {
    const call = jest.fn(abandonDeployment);
    const onDone = jest.fn();
    renderInTestApp(<AbandonDeployment promotionId="p-1" onDone={onDone} />, {
      apis: [
        [chatbotsApiRef, fixtureApi({ abandonDeployment: call as never })],
      ],
    });
    return { call, onDone, user: userEvent.setup() };
  }

  async function openDialog(user: ReturnType<typeof userEvent.setup>) {
    await user.click(
      await screen.findByRole('button', { name: 'Close deployment…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    return {
      dialog,
      reason: dialog.getByRole('textbox', { name: /Reason/ }),
      confirm: dialog.getByRole('button', { name: 'Close as failed' }),
    };
  }

  it('closes with a reason, and not without', async () => {
    const { call, onDone, user } = open(
      async () => promotionFixture() as never,
    );
    const { dialog, reason, confirm } = await openDialog(user);
    await user.click(confirm);
    expect(call).not.toHaveBeenCalled();
    expect(
      dialog.getByText('Say how you know that nothing more will be reported.'),
    ).toBeInTheDocument();

    await user.type(reason, 'Its runner is gone. ');
    await user.click(confirm);
    expect(call).toHaveBeenCalledWith(
      {
        path: { promotionId: 'p-1' },
        body: { comment: 'Its runner is gone.' },
      },
      expect.anything(),
    );
    expect(onDone).toHaveBeenCalledWith(
      'The deployment is closed. The stage is free again.',
    );
  });

  it('keeps the reason when the portal refuses', async () => {
    const { onDone, user } = open(async () => {
      throw new Error('No deployment is open');
    });
    const { dialog, reason, confirm } = await openDialog(user);
    await user.type(reason, 'Its runner is gone.');
    await user.click(confirm);
    expect(
      await dialog.findByText(/No deployment is open/),
    ).toBeInTheDocument();
    expect(reason).toHaveValue('Its runner is gone.');
    expect(onDone).not.toHaveBeenCalled();
  });
});
