import { ResponseError } from '@backstage/errors';
import { Button } from '@backstage/ui';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderPage } from '../../__testUtils__';
import type { CommandProgress } from '../../hooks';
import { CommandCancelledError } from '../../view';
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog';

const IDLE: CommandProgress = {
  sending: false,
  slow: false,
  error: undefined,
  cancel: () => {},
  retry: () => {},
};

describe('ConfirmDialog', () => {
  function Page(props: Partial<ConfirmDialogProps>) {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <Button onPress={() => setOpen(true)}>Erase…</Button>
        {isOpen && (
          <ConfirmDialog
            title="Erase it?"
            text="Nobody can bring it back."
            confirm="Erase"
            command={IDLE}
            sending="Erasing it"
            failed="It is not erased."
            onConfirm={() => {}}
            onClose={() => setOpen(false)}
            {...props}
          />
        )}
      </>
    );
  }

  async function open(props: Partial<ConfirmDialogProps> = {}) {
    renderPage(<Page {...props} />);
    const user = userEvent.setup();
    const opener = await screen.findByRole('button', { name: 'Erase…' });
    await user.click(opener);
    const dialog = await screen.findByRole('dialog', { name: 'Erase it?' });
    return { user, opener, dialog };
  }

  it('takes the focus in, closes by Escape, and gives the focus back', async () => {
    const { user, opener, dialog } = await open();
    expect(dialog.contains(document.activeElement)).toBe(true);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('closes by no key and no button while something is sent, and says what is', async () => {
    const onConfirm = jest.fn();
    const { user, dialog } = await open({
      command: { ...IDLE, sending: true },
      onConfirm,
    });
    await user.keyboard('{Escape}');
    const { getByRole } = within(dialog);
    await user.click(getByRole('button', { name: /Erase/ }));
    await user.click(getByRole('button', { name: 'Close' }));
    expect(getByRole('button', { name: 'Cancel' })).toBeDisabled();
    expect(dialog).toHaveTextContent('Erasing it');
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('says beside the button why it is off', async () => {
    const { dialog } = await open({ blocked: 'Others still use it.' });
    const button = within(dialog).getByRole('button', { name: 'Erase' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('Others still use it.');
  });

  it('offers to stop and to try again when the answer is late', async () => {
    const cancel = jest.fn();
    const retry = jest.fn();
    const { user, dialog } = await open({
      command: { ...IDLE, sending: true, slow: true, cancel, retry },
    });
    const { getByRole } = within(dialog);
    expect(dialog).toHaveTextContent('Still waiting for the portal’s answer');
    await user.click(getByRole('button', { name: 'Stop waiting' }));
    await user.click(getByRole('button', { name: 'Try again' }));
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('claims of nothing that it was kept while that is not known', async () => {
    const error = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: {
            name: 'ServiceUnavailableError',
            message: 'The catalog does not answer',
            reason: 'membership-unavailable',
            hint: 'Try again in a minute.',
          },
          response: { statusCode: 503 },
        }),
        { status: 503, headers: { 'content-type': 'application/json' } },
      ),
    );
    const { dialog } = await open({ command: { ...IDLE, error } });
    const alert = within(dialog).getByRole('alert');
    expect(alert).toHaveTextContent('It is not known whether this was done');
    expect(alert).not.toHaveTextContent(/nothing was|was lost/i);
    expect(alert).toHaveTextContent(
      'What you can do: Try again in a minute. Look at the page: it shows what is recorded by now.',
    );
  });

  it('brings what failed into view, and says whether it may have been done', async () => {
    const scrollIntoView = jest.fn();
    Element.prototype.scrollIntoView = scrollIntoView;
    const { dialog } = await open({
      command: { ...IDLE, error: new CommandCancelledError() },
    });
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'It is not known whether this was done',
    );
    expect(scrollIntoView).toHaveBeenCalled();
    expect(
      within(dialog).getByRole('button', { name: 'Try again' }),
    ).toBeEnabled();
  });
});
