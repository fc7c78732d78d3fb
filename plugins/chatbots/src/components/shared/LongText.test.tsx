import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__';
import { LongText } from './LongText';

const LONG = 'One sentence of very many. '.repeat(40);

describe('LongText', () => {
  it('shows a short text whole', async () => {
    renderPage(<LongText label="comment">Looks good.</LongText>);

    expect(await screen.findByText('Looks good.')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('cuts a long text, and shows all of it on demand', async () => {
    renderPage(<LongText label="comment">{LONG}</LongText>);
    const text = await screen.findByText(LONG.trim());
    expect(text).toHaveAttribute('data-cut', 'true');

    await userEvent.click(
      screen.getByRole('button', { name: 'Show all: comment' }),
    );

    expect(text).toHaveAttribute('data-cut', 'false');
    expect(
      screen.getByRole('button', { name: 'Show less: comment' }),
    ).toHaveAttribute('aria-expanded', 'true');
  });
});
