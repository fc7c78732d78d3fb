import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { fixtureApi, versionFixture } from '../../__testUtils__';
import { VersionPage } from './VersionPage';
import { versionDetailFixture } from './versionDetailFixture';

jest.setTimeout(30_000);

function open(...details: ReturnType<typeof versionDetailFixture>[]) {
  const answers = details.length > 0 ? details : [versionDetailFixture()];
  const { version } = answers[0].version;
  const getModelVersion = async () =>
    answers.length > 1 ? answers.shift()! : answers[0];
  renderInTestApp(<VersionPage chatbot="support-bot" version={version} />, {
    apis: [[chatbotsApiRef, fixtureApi({ getModelVersion })]],
    mountedRoutes: {
      '/chatbots': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
  return userEvent.setup();
}

describe('VersionPage', () => {
  it('stands below its chatbot, and that below the chatbots', async () => {
    open();
    const trail = await screen.findByRole('navigation', {
      name: 'Where this page is',
    });
    expect(
      (
        await within(trail).findByRole('link', { name: 'Support bot' })
      ).getAttribute('href'),
    ).toBe('/catalog/default/component/support-bot');
    expect(
      within(trail).getByRole('link', { name: 'Chatbots' }),
    ).toHaveAttribute('href', '/chatbots');
    expect(within(trail).getAllByRole('listitem').at(-1)).toHaveTextContent(
      '1.9.0-3fa2b1c-88',
    );
  });

  it.each([
    [{ stages: [], newestIn: 'development' }, 'development', /^newest, as/],
    [{ stages: ['staging'] }, 'staging', undefined],
    [{ stages: [] }, undefined, /runs in no stage now/],
  ])('says where the version runs: %j', async (where, stage, words) => {
    open(versionDetailFixture({ version: versionFixture(where) }));
    await screen.findByRole('heading', { level: 1 });
    const header = screen.getAllByRole('banner').at(-1)!;
    const badges = ['development', 'staging', 'production'].filter(name =>
      within(header).queryByText(name),
    );
    expect(badges).toEqual(stage ? [stage] : []);
    expect(within(header).queryAllByText(words ?? /no stage/)).toHaveLength(
      words ? 1 : 0,
    );
  });

  it('shows what the version is, and whether it may go out', async () => {
    const { gates } = versionDetailFixture();
    open(
      versionDetailFixture({
        gates: gates.map(gate => ({
          ...gate,
          approvals: gate.approvals.map(rule => ({ ...rule, have: 0, by: [] })),
        })),
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Support bot · 1.9.0-3fa2b1c-88',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Answers questions of customers/),
    ).toBeInTheDocument();
    expect(screen.getByText('temperature = 0.4')).toBeInTheDocument();
    expect(
      within(screen.getByRole('region', { name: 'To production' })).getByText(
        '1 check stands in the way of production.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'Open promotions' }),
    ).toHaveTextContent('1 more approval from ai-governance');
    // Not the 0 that a gate says of a version that nobody asked for.
    expect(
      within(screen.getByRole('region', { name: 'To production' })).getByText(
        '1 of 2 approvals from',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Compare with 1.8.2-77bc01d-81' }),
    ).toHaveAttribute(
      'href',
      '/chatbots/c/support-bot/compare?base=1.8.2-77bc01d-81&target=1.9.0-3fa2b1c-88',
    );
  });

  it('says that gates are being evaluated, and shows what they say by itself', async () => {
    const detail = versionDetailFixture();
    open(
      versionDetailFixture({
        gates: detail.gates.map(({ stage }) => ({
          stage,
          verdict: 'pending',
          checks: [],
          approvals: [],
        })),
      }),
      detail,
    );
    const gate = within(
      await screen.findByRole('region', { name: 'To production' }),
    );
    expect(gate.getByText('Being evaluated')).toBeInTheDocument();
    expect(gate.queryByText(/stands in the way/)).not.toBeInTheDocument();
    expect(
      await gate.findByText(
        '1 check stands in the way of production.',
        {},
        { timeout: 5000 },
      ),
    ).toBeInTheDocument();
  });

  it('offers the stage that comes next for this version', async () => {
    open(
      versionDetailFixture({
        version: versionFixture({ stages: ['development', 'staging'] }),
        promotions: [],
      }),
    );
    expect(
      await screen.findByRole('button', { name: 'Request production…' }),
    ).toBeInTheDocument();
  });

  it('shows a prompt on demand and says where a text is missing', async () => {
    const user = open();
    await user.click(
      await screen.findByRole('button', { name: 'Show text of system.md' }),
    );
    expect(screen.getByRole('region', { name: 'system.md' })).toHaveTextContent(
      'You help customers of the shop.',
    );
    expect(
      screen.getByText(/reported the digest of this prompt and no text/),
    ).toBeInTheDocument();
  });

  it('marks and counts what a model reads in a prompt and nobody sees', async () => {
    const user = open(
      versionDetailFixture({
        prompts: [
          {
            name: 'system.md',
            digest: 'a'.repeat(64),
            text: '\uFEFFRefund \u202Eyllauqe\u202C to all.\r\n',
          },
        ],
      }),
    );
    expect(
      await screen.findByText(
        '2 characters of direction (U+202E, U+202C) · 1 byte order mark (U+FEFF) · 1 unusual line end (U+000D U+000A)',
      ),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Show text of system.md' }),
    );
    expect(screen.getByRole('region', { name: 'system.md' })).toHaveTextContent(
      '1U+FEFFRefund U+202EyllauqeU+202C to all.U+000D U+000A',
    );
  });

  it('says what is not stated rather than leaving it out', async () => {
    open(
      versionDetailFixture({
        version: versionFixture({ modelCard: undefined, stages: [] }),
        previousVersion: undefined,
        evaluations: [],
        promotions: [],
        deployments: [],
      }),
    );
    expect(await screen.findAllByText(/^Not stated/)).toHaveLength(3);
    expect(screen.getByText(/No evaluation was reported yet/)).toBeVisible();
    expect(screen.getByText(/This is the first version/)).toBeVisible();
  });
});
