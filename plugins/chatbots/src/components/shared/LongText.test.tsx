import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__';
import { isolated } from '../text';
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
    const text = (await screen.findByText(LONG.trim())).parentElement;
    expect(text).toHaveAttribute('data-cut', 'true');

    await userEvent.click(
      screen.getByRole('button', { name: 'Show all: comment' }),
    );

    expect(text).toHaveAttribute('data-cut', 'false');
    expect(
      screen.getByRole('button', { name: 'Show less: comment' }),
    ).toHaveAttribute('aria-expanded', 'true');
  });

  it('isolates the direction of what somebody wrote, and marks what would reorder it', async () => {
    renderPage(
      <LongText label="comment">{'a\u202Eevorppa\u200C\u00A0b'}</LongText>,
    );

    const mark = await screen.findByText('U+202E');
    const written = mark.closest('bdi');
    expect(written).toHaveTextContent('aU+202Eevorppa\u200C b', {
      normalizeWhitespace: false,
    });
  });
});

describe('isolated', () => {
  it('keeps letters from right to left, and characters of direction, from the sentence around them', () => {
    expect(isolated('Refunds')).toBe('Refunds');
    expect(isolated('مرحبا')).toBe('\u2068مرحبا\u2069');
    expect(isolated('a\u2069\u202Eb')).toBe('a\uFFFD\uFFFDb');
  });
});
