import { screen, waitFor, within } from '@testing-library/react';
import { hoursAgo, idOf } from '../../__testUtils__';
import {
  BASE,
  openAuditPage,
  watchDownloads,
} from '../../__testUtils__/openAuditPage';
import {
  auditEventDetailFixture,
  auditEventFixtures,
  auditExportFixture,
  auditStatusFixture,
} from './auditFixtures';

jest.setTimeout(30_000);

describe('AuditPage', () => {
  afterEach(() => jest.restoreAllMocks());

  it('tells those who may not read the log once, and offers them nothing that would fail', async () => {
    const refused = async () => {
      throw Object.assign(new Error('You may not read the audit log'), {
        statusCode: 403,
      });
    };
    openAuditPage('/', { getAuditStatus: refused, listAuditEvents: refused });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not read the audit log',
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Export…' }),
      ).not.toBeInTheDocument(),
    );
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  it('asks the server for the period and filters in the URL and counts', async () => {
    const { listAuditEvents } = openAuditPage(
      '/?from=2026-01-01&to=2026-01-31&type=promotion.approved&actor=nobody',
    );
    expect(await screen.findByText('1030 events match')).toBeInTheDocument();
    expect(listAuditEvents).toHaveBeenCalledWith(
      {
        query: {
          from: '2026-01-01T00:00:00.000Z',
          to: '2026-02-01T00:00:00.000Z',
          type: 'promotion.approved',
          cursor: undefined,
          limit: 25,
        },
      },
      expect.anything(),
    );
    expect(screen.getByText('erased (p-11c0)')).toBeInTheDocument();
  });

  it('says instants in UTC, people by link and events in words', async () => {
    const event = auditEventFixtures()[0];
    openAuditPage('/', {
      listAuditEvents: async () => ({
        items: [{ ...event, recordedAt: '2026-01-31T23:30:05.000+01:00' }],
        total: 1,
      }),
    });
    const row = await screen.findByRole('row', { name: /Approved the/ });
    expect(row).toHaveTextContent('2026-01-31 22:30:05 UTC');
    expect(row).toHaveTextContent('Approvals and checks complete');
    expect(
      within(row).getByRole('link', { name: 'reviewer-one' }),
    ).toHaveAttribute('href', '/catalog/default/user/reviewer-one');
  });

  it('asks anew when a day is changed, and says that no offered period is chosen', async () => {
    const { user, listAuditEvents } = openAuditPage(
      '/?from=2026-01-05&to=2026-01-31',
    );
    const from = await screen.findByRole('group', { name: 'From (UTC)' });
    expect(
      screen.getByRole('button', { name: /^Own dates.*Period$/ }),
    ).toBeInTheDocument();
    await user.click(within(from).getByRole('spinbutton', { name: /^day/ }));
    await user.keyboard('{ArrowUp}');
    await waitFor(() =>
      expect(listAuditEvents).toHaveBeenLastCalledWith(
        {
          query: expect.objectContaining({
            from: '2026-01-06T00:00:00.000Z',
            to: '2026-02-01T00:00:00.000Z',
          }),
        },
        expect.anything(),
      ),
    );
  });

  it('finds a chatbot by words of its title, in place of the one that a link named', async () => {
    const { user, listAuditEvents } = openAuditPage('/?chatbot=support-bot');
    const field = await screen.findByRole('combobox', { name: 'Chatbot' });
    await waitFor(() => expect(field).toHaveValue('Support bot'));
    await user.clear(field);
    await user.type(field, 'Übersicht M{Enter}');
    await waitFor(() =>
      expect(listAuditEvents).toHaveBeenLastCalledWith(
        { query: { search: 'Übersicht M', cursor: undefined, limit: 25 } },
        expect.anything(),
      ),
    );
  });

  it('completes the title of a chatbot and the name of a person', async () => {
    const { user, listAuditEvents } = openAuditPage();
    const asks = (query: object) =>
      waitFor(() =>
        expect(listAuditEvents).toHaveBeenLastCalledWith(
          { query: expect.objectContaining(query) },
          expect.anything(),
        ),
      );
    const chatbot = await screen.findByRole('combobox', { name: 'Chatbot' });
    await user.type(chatbot, 'supp');
    await user.click(
      await screen.findByRole('option', { name: 'Support bot' }),
    );
    await asks({ chatbot: 'support-bot' });
    expect(chatbot).toHaveValue('Support bot');

    await user.type(screen.getByRole('combobox', { name: 'Person' }), 'rev');
    await user.click(
      await screen.findByRole('option', { name: 'reviewer-one' }),
    );
    await asks({ chatbot: 'support-bot', actor: 'user:default/reviewer-one' });
  });

  it('downloads what is filtered as CSV, and says how many events that is', async () => {
    const { user, order } = openAuditPage(
      '/?chatbot=support-bot&from=2026-01-01',
    );
    watchDownloads(order);
    expect(
      await screen.findByText(/^the 1030 events, and what was recorded since$/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Download CSV' }));
    await waitFor(() =>
      expect(order).toEqual([
        `GET ${BASE}/.backstage/auth/v1/cookie`,
        `download ${BASE}/v1/audit/events.csv?from=2026-01-01T00%3A00%3A00.000Z&chatbot=support-bot`,
      ]),
    );
  });

  it('asks for nothing while a year is typed', async () => {
    const { user, listAuditEvents } = openAuditPage('/?from=2026-01-05');
    const from = await screen.findByRole('group', { name: 'From (UTC)' });
    await screen.findByText('1030 events match');
    await user.click(within(from).getByRole('spinbutton', { name: /^year/ }));
    await user.keyboard('2');
    expect(listAuditEvents).toHaveBeenCalledTimes(1);
  });

  it('shows the health of the log', async () => {
    openAuditPage();
    expect(
      await screen.findByText('12 events since are not anchored'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/file at 1,030 events, the last of them recorded/),
    ).toHaveTextContent('3 h ago');
    expect(
      screen.getByText(auditStatusFixture().fingerprint),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy verifier key' }),
    ).toBeInTheDocument();
  });

  it('says what an anchor holds, and no age of one that was not verified', async () => {
    const newestEventAt = hoursAgo(3);
    openAuditPage('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          anchors: [
            { id: 'bucket', state: 'not-verified', size: 1000, newestEventAt },
            {
              id: 'file',
              state: 'contradicts',
              size: 2000,
              problem: 'anchor-ahead',
              newestEventAt,
            },
            { id: 'safe', state: 'contradicts', problem: 'anchor-emptied' },
            { id: 'vault', state: 'empty' },
          ],
        }),
    });
    for (const text of [
      'bucket: not verified, it could not be read back',
      'file holds something that is not of this log (it has more events than the log)',
      'vault holds nothing yet',
      'safe held checkpoints of this log and was emptied; it gets nothing more until that is explained',
    ]) {
      expect(await screen.findByText(text)).toBeInTheDocument();
    }
    expect(screen.queryByText('3 h ago')).not.toBeInTheDocument();
    expect(screen.queryByText(/are not anchored/)).not.toBeInTheDocument();
  });

  it('says how many events wait for their checkpoint, and for how long the signer has failed', async () => {
    openAuditPage('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          uncheckpointed: 7,
          signingFailingSince: hoursAgo(5),
        }),
    });
    expect(
      await screen.findByText('7 events wait for their checkpoint'),
    ).toBeInTheDocument();
    expect(screen.getByText(/the signer has failed for/)).toBeInTheDocument();
    expect(screen.getByText('5 h')).toBeInTheDocument();
  });

  it('names the gaps where there are some', async () => {
    openAuditPage('/', {
      getAuditStatus: async () => auditStatusFixture({ gaps: [17, 23] }),
    });
    expect(
      await screen.findByText('missing before 17, 23'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/events in the log, missing before 17, 23/),
    ).toHaveTextContent(/last checkpoint \d+ \w+ ago$/);
  });

  it('exports: cookie first, then the one-time link, each link once', async () => {
    const { user, createAuditExport, order, fetch } = openAuditPage(
      '/?from=2026-01-01&to=2026-01-31',
    );
    watchDownloads(order);
    await user.click(await screen.findByRole('button', { name: 'Export…' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Export 2026-01-01 to 2026-01-31 (UTC)',
    });
    expect(dialog).toHaveTextContent('node verify.mjs <export.ndjson>');
    await user.click(
      within(dialog).getByRole('button', {
        name: 'Export and download NDJSON',
      }),
    );
    await waitFor(() =>
      expect(dialog).toHaveTextContent('download of the NDJSON has started'),
    );
    expect(createAuditExport).toHaveBeenCalledWith(
      {
        body: {
          from: '2026-01-01T00:00:00.000Z',
          to: '2026-02-01T00:00:00.000Z',
          reveal: false,
          requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      },
      expect.anything(),
    );
    expect(dialog).toHaveTextContent('1030 events, numbers 12 to 1041');
    expect(
      within(dialog).queryByRole('button', { name: 'Download NDJSON' }),
    ).toBeNull();

    await user.click(
      within(dialog).getByRole('button', { name: 'Download CSV' }),
    );
    await waitFor(() =>
      expect(order).toEqual([
        `GET ${BASE}/.backstage/auth/v1/cookie`,
        `download ${BASE}/v1/audit/downloads/${'n'.repeat(43)}`,
        `GET ${BASE}/.backstage/auth/v1/cookie`,
        `download ${BASE}/v1/audit/downloads/${'c'.repeat(43)}`,
      ]),
    );
    expect(fetch).toHaveBeenCalledWith(expect.any(String), {
      credentials: 'include',
      signal: expect.any(AbortSignal),
    });
  });

  it('asks for the same export again when no answer came, and for another one after', async () => {
    const asked: unknown[] = [];
    const { user, order } = openAuditPage('/', {
      createAuditExport: async request => {
        asked.push(request?.body?.requestId);
        if (asked.length === 1) {
          throw Object.assign(new Error('Gateway timeout'), {
            statusCode: 504,
          });
        }
        return auditExportFixture();
      },
    });
    watchDownloads(order);
    await user.click(await screen.findByRole('button', { name: 'Export…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const press = (name: string) =>
      user.click(dialog.getByRole('button', { name }));
    await press('Export and download NDJSON');
    await dialog.findByText('It is not known whether this was done');
    await press('Export and download NDJSON');
    await dialog.findByText(/download of the NDJSON has started/);
    await press('Export again');
    await waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[1]).toBe(asked[0]);
    expect(asked[2]).not.toBe(asked[0]);
  });

  it('downloads nothing when the cookie is refused, and says so', async () => {
    const { user, order, fetch } = openAuditPage();
    const click = watchDownloads(order);
    fetch.mockImplementation(
      async () =>
        new Response(
          JSON.stringify({
            error: { name: 'AuthenticationError', message: 'Session ended' },
          }),
          { status: 401, headers: { 'content-type': 'application/json' } },
        ),
    );
    await user.click(await screen.findByRole('button', { name: 'Export…' }));
    const dialog = await screen.findByRole('dialog');
    click.mockClear();
    await user.click(
      within(dialog).getByRole('button', {
        name: 'Export and download NDJSON',
      }),
    );
    const alert = within(dialog).getByRole('alert');
    await waitFor(() => expect(alert).toHaveTextContent('Session ended'));
    expect(alert).toHaveTextContent('Sign in again');
    expect(order.filter(entry => entry.startsWith('download'))).toEqual([]);
  });

  it('opens an event with bytes, leaf, proof, neighbours and subject', async () => {
    const { user } = openAuditPage('/?event=1041');
    const bytes = await screen.findByRole('region', {
      name: 'Canonical bytes (hashed)',
    });
    expect(bytes).toHaveTextContent('"pseudonym":"p-7f3a"');
    expect(
      screen.getByText(auditEventDetailFixture().leafHash),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Leaf 1041 in the tree of 1042 events'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /^Open promotion/ }),
    ).toHaveAttribute('href', `/chatbots/promotions/${idOf(103)}`);
    expect(
      screen.getByRole('link', { name: 'Previous event' }),
    ).toHaveAttribute('href', expect.stringContaining('event=1040'));
    expect(screen.getByText('newest event')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Close event' }));
    expect(screen.queryByText('Event 1041')).toBeNull();
  });
});
