import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef } from '../../api';
import { fixtureApi } from '../../__testUtils__';
import { ComparePage } from './ComparePage';
import { comparisonFixture } from './comparisonFixture';

jest.setTimeout(30_000);

function open(path: string) {
  const compareModelVersions = jest.fn(async () => comparisonFixture());
  renderInTestApp(<ComparePage chatbot="support-bot" />, {
    apis: [[chatbotsApiRef, fixtureApi({ compareModelVersions })]],
    initialRouteEntries: [path],
  });
  return { user: userEvent.setup(), compareModelVersions };
}

const BOTH = '/?base=1.7.0-90aa4ef-74&target=1.8.2-77bc01d-81';

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
});
