import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__';
import { evaluationFixture } from '../../__testUtils__/evaluations';
import { SliceChart } from './SliceChart';

describe('SliceChart', () => {
  it('draws the worst of thousands of slices, and more on demand', async () => {
    const evaluation = evaluationFixture();
    const [{ name }] = evaluation.metrics;
    const slices = Array.from({ length: 120 }, (_, n) => ({
      slice: `Thema (${n}) & Maß`,
      metric: name,
      value: n / 120,
      sampleCount: 2,
    }));
    renderPage(<SliceChart evaluation={{ ...evaluation, slices }} />);
    const drawn = async () =>
      (await screen.findByRole('img')).getAttribute('aria-label')?.split('; ');
    expect(await drawn()).toHaveLength(50);
    expect((await drawn())?.[0]).toMatch(/^Thema \(0\) & Maß: /);

    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show more: the worst 50 of 120 are shown',
      }),
    );
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show more: the worst 100 of 120 are shown',
      }),
    );

    expect(await drawn()).toHaveLength(120);
    expect(screen.queryByRole('button', { name: /Show more/ })).toBeNull();
  });
});
