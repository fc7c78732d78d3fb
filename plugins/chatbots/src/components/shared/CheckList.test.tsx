import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { screen, within } from '@testing-library/react';
import { renderPage } from '../../__testUtils__';
import { CheckList } from './CheckList';

function check(
  title: string,
  outcome: Api.Check['outcome'],
  blocking = false,
): Api.Check {
  return {
    id: title,
    title,
    outcome,
    blocking,
    expected: '≥ 0.80',
    actual: '0.74',
    reason: `reason of ${title}`,
    reasonCode: 'threshold-missed',
  };
}

async function entries() {
  const list = await screen.findByRole('list', { name: 'Checks' });
  return within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent);
}

describe('CheckList', () => {
  it('begins with what stands in the way, then who has to approve, then the rest', async () => {
    renderPage(
      <CheckList
        checks={[
          check('passes', 'pass'),
          check('advises', 'fail'),
          check('unclear', 'inconclusive', true),
          check('fails', 'fail', true),
        ]}
        approvals={[
          { group: 'group:default/ai-governance', needed: 2, have: 0, by: [] },
        ]}
      />,
    );

    expect(await entries()).toEqual([
      expect.stringMatching(/^Failfails reason of fails/),
      expect.stringMatching(/^Inconclusiveunclear/),
      expect.stringMatching(/^Waiting0 of 2 approvals/),
      expect.stringMatching(/^Failadvises .*does not block$/),
      expect.stringMatching(/^Passpasses reason of passes$/),
    ]);
  });

  it('says what was expected and what is where a check does not pass', async () => {
    renderPage(<CheckList checks={[check('fails', 'fail', true)]} />);

    expect(await entries()).toEqual([
      'Failfails reason of failsExpected ≥ 0.80 · Actual 0.74',
    ]);
  });

  it('shows a check of an unknown type with its own words and links, and no address that is not https', async () => {
    renderPage(
      <CheckList
        checks={[
          {
            ...check('Cost of an answer', 'inconclusive', true),
            reasonCode: 'acme:no-bill',
            links: [
              { title: 'Bill', url: 'https://costs.example/bill' },
              { title: 'Trap', url: 'http://costs.example/bill' },
            ],
          },
        ]}
      />,
    );

    expect(await entries()).toEqual([
      expect.stringContaining('reason of Cost of an answer'),
    ]);
    expect(screen.getByRole('link', { name: /Bill/ })).toHaveAttribute(
      'href',
      'https://costs.example/bill',
    );
    expect(screen.queryByText('Trap')).not.toBeInTheDocument();
  });
});
