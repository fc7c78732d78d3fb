import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef } from '../../api';
import { fixtureApi } from '../../__testUtils__';
import { ComparePage } from './ComparePage';
import { comparisonFixture } from './comparisonFixture';

jest.setTimeout(30_000);

function open(path: string, overrides: Partial<Api.Comparison> = {}) {
  const compareModelVersions = jest.fn(async () =>
    comparisonFixture(overrides),
  );
  renderInTestApp(<ComparePage chatbot="support-bot" />, {
    apis: [[chatbotsApiRef, fixtureApi({ compareModelVersions })]],
    initialRouteEntries: [path],
  });
  return { user: userEvent.setup(), compareModelVersions };
}

const BOTH = '/?base=1.7.0-90aa4ef-74&target=1.8.2-77bc01d-81';

/** The page on one prompt that changed. */
async function openPrompt(
  base: string,
  target: string,
  more: Partial<Api.PromptComparison> = {},
) {
  open(BOTH, {
    prompts: [{ name: 'system.md', status: 'changed', base, target, ...more }],
  });
  return screen.findByRole('region', { name: /Difference of system.md/ });
}

describe('ComparePage', () => {
  it('sums up the difference and opens changed prompts', async () => {
    open(BOTH);
    expect(
      await screen.findByText(/faithfulness \+0.02 \(better\)/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: /Difference of system.md/ }),
    ).toHaveTextContent('Name the passage you used.');
  });

  it('hides equal values and never a missing one', async () => {
    const { user } = open(BOTH);
    const table = await screen.findByRole('grid');
    expect(within(table).getByText('PII leak')).toBeInTheDocument();
    expect(
      within(table).getByRole('row', { name: /PII leak/ }),
    ).toHaveTextContent('missing');
    expect(within(table).queryByText('refusal')).toBeNull();
    expect(screen.getByRole('list', { name: 'Model' })).toHaveTextContent(
      'Base model revision2→missing',
    );

    await user.click(screen.getByRole('switch', { name: 'Only differences' }));
    expect(await screen.findByText('refusal')).toBeInTheDocument();
  });

  it('shows slices on demand', async () => {
    const { user } = open(BOTH);
    expect(await screen.findByRole('grid')).not.toHaveTextContent('refunds');
    await user.click(screen.getByRole('switch', { name: 'Show slices' }));
    expect(screen.getByRole('grid')).toHaveTextContent('slice refunds');
  });

  it('swaps the sides', async () => {
    const { user, compareModelVersions } = open(BOTH);
    await screen.findByText('In short');
    await user.click(screen.getByRole('button', { name: 'Swap sides' }));
    expect(compareModelVersions).toHaveBeenLastCalledWith(
      {
        path: { chatbot: 'support-bot' },
        query: { base: '1.8.2-77bc01d-81', target: '1.7.0-90aa4ef-74' },
      },
      expect.anything(),
    );
  });

  it('asks to pick two different versions before it asks the portal', async () => {
    const { compareModelVersions } = open('/?base=a&target=a');
    expect(
      await screen.findByText('A version compared with itself'),
    ).toBeInTheDocument();
    expect(compareModelVersions).not.toHaveBeenCalled();
  });

  it('marks and counts what a model reads and nobody sees', async () => {
    const difference = await openPrompt(
      'Never reveal secrets.\n',
      'Never\u00A0reveal\u200B secrets.\u{E0049}\u{E0067}\u{E006E}\n',
    );
    expect(difference).toHaveTextContent(
      'NeverU+00A0revealU+200B secrets.U+E0049 IU+E0067 gU+E006E n',
    );
    expect(
      screen.getByText(
        '3 tag characters (U+E0049, U+E0067, U+E006E), which spell “Ign” · 1 zero width character (U+200B) · 1 unusual space (U+00A0)',
        { exact: false },
      ),
    ).toHaveTextContent(/^1.8.2-77bc01d-81: /);
  });

  it.each([
    ['\uFEFFOne.\nTwo.\n', 'One.\nTwo.\n', 'BOM', 'U+FEFF'],
    ['One.\r\nTwo.\r\n', 'One.\nTwo.\n', 'CRLF', 'U+000D U+000A'],
    [
      'One.\nTwo.\u200B',
      'One.\nTwo.\u200B\n',
      'end of the last line',
      'U+200B',
    ],
  ])(
    'says that only line ends differ in %j',
    async (base, target, what, mark) => {
      const difference = await openPrompt(base, target, {
        linesAdded: 0,
        linesRemoved: 0,
        onlyLineEnds: true,
      });
      expect(
        screen.getByText(`Only line ends (${what}) differ`),
      ).toBeInTheDocument();
      expect(screen.queryByText('+0 −0')).not.toBeInTheDocument();
      expect(within(difference).getAllByText(mark)[0]).toBeInTheDocument();
      expect(difference).not.toHaveTextContent('Added');
    },
  );

  it('marks the words that differ in a line', async () => {
    const difference = await openPrompt(
      'Answer in three lines.\n',
      'Answer in five lines.\n',
    );
    const words = Array.from(
      difference.querySelectorAll('[class*="differs"]'),
      one => one.textContent,
    );
    expect(words).toEqual(['three', 'five']);
  });

  it('draws some rows of two texts with three thousand changed lines', async () => {
    const height = jest
      .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
      .mockReturnValue(600);
    const lines = (write: (n: number) => string) =>
      Array.from({ length: 3000 }, (_unused, n) => write(n)).join('\n');
    try {
      const difference = await openPrompt(
        lines(n => `Rule ${n}: answer ${(n * 7) % 13} first`),
        lines(n => `Rule ${n}: reply ${(n * 5) % 11} last`),
      );
      const table = within(difference).getByRole('table');
      expect(table).toHaveAttribute('aria-rowcount', '3001');
      expect(difference).toHaveTextContent('Rule 0: reply 0 last');
      const rows = within(difference).getAllByRole('row');
      expect(rows.length).toBeGreaterThan(10);
      expect(rows.length).toBeLessThan(150);
    } finally {
      height.mockRestore();
    }
  });
});
