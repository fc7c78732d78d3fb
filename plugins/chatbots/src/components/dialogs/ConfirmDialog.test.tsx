import { Button } from '@backstage/ui';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderPage } from '../../__testUtils__';
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog';

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
    const { user, dialog } = await open({ sending: 'Erasing it', onConfirm });
    await user.keyboard('{Escape}');
    const { getByRole } = within(dialog);
    await user.click(getByRole('button', { name: /Erase/ }));
    await user.click(getByRole('button', { name: 'Close' }));
    expect(getByRole('button', { name: 'Cancel' })).toBeDisabled();
    expect(getByRole('status')).toHaveTextContent('Erasing it');
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('says beside the button why it is off', async () => {
    const { dialog } = await open({ blocked: 'Others still use it.' });
    const button = within(dialog).getByRole('button', { name: 'Erase' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('Others still use it.');
  });
});
