import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import { chatbotsApiRef, type ChatbotsApi } from '../../api';
import { rootRouteRef } from '../../routes';
import { fixtureApi, hoursAgo, idOf } from '../../__testUtils__';
import { auditEventFixtures, auditStatusFixture } from './auditFixtures';
import { AuditPage } from './AuditPage';

jest.setTimeout(30_000);

function open(path: string, overrides: Partial<ChatbotsApi> = {}) {
  renderInTestApp(<AuditPage />, {
    apis: [
      [
        chatbotsApiRef,
        fixtureApi({
          listAuditEvents: async () => ({
            items: auditEventFixtures(),
            total: 1030,
          }),
          getAuditStatus: async () => auditStatusFixture(),
          ...overrides,
        }),
      ],
    ],
    mountedRoutes: { '/chatbots': rootRouteRef },
    initialRouteEntries: [path],
  });
}

describe('the audit page about its log', () => {
  it('warns of events that the portal did not write, and says what to do', async () => {
    open('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          setAside: {
            count: 3,
            latest: [
              {
                id: idOf(7),
                type: 'promotion.approved',
                reason: 'mac-missing',
                recordedAt: 'not a date',
                setAsideAt: hoursAgo(1),
              },
              {
                id: idOf(8),
                type: 'promotion.approved',
                reason: 'of-a-later-version',
                recordedAt: hoursAgo(2),
                setAsideAt: 'never',
              },
            ],
          },
        }),
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      '3 events were set aside: the portal did not write them',
    );
    expect(alert).toHaveTextContent('It has no MAC: promotion.approved');
    expect(alert).toHaveTextContent(idOf(7));
    expect(alert).toHaveTextContent('of-a-later-version: ');
    expect(alert).toHaveTextContent('found never');
    expect(alert).toHaveTextContent('and 1 more');
    expect(alert).toHaveTextContent('Tell the platform team');
  });

  it('warns of rows that no event tells of, and says what they belong to', async () => {
    open('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          unproven: {
            count: 6,
            latest: [
              {
                kind: 'decision',
                id: idOf(9),
                subject: {
                  kind: 'promotion',
                  chatbot: 'support-bot',
                  id: idOf(103),
                },
                at: 'not a date',
              },
              {
                kind: 'policy-activation',
                id: '7',
                subject: { kind: 'policy', id: '7' },
                at: '2026-01-02T00:00:00.000Z',
              },
            ],
          },
        }),
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      '6 rows in the database have no event in the log',
    );
    await waitFor(() =>
      expect(alert).toHaveTextContent(
        `Decision ${idOf(9)}, of Support bot, said to be made at not a date`,
      ),
    );
    expect(alert).toHaveTextContent(
      'Activation of policy 7, said to be made at 2026-01-02',
    );
    expect(alert).toHaveTextContent('and 4 more');
    expect(alert).toHaveTextContent('Tell the platform team');
    const links = within(alert).getAllByRole('link');
    expect(links.map(link => link.getAttribute('href'))).toEqual([
      `/chatbots/promotions/${idOf(103)}`,
    ]);
  });

  it('warns of a log that takes no change, and says what to do', async () => {
    open('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          behind: {
            anchor: 'file',
            problem: 'anchor-ahead',
            anchoredSize: 1100,
            size: 1042,
            since: hoursAgo(2),
          },
        }),
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'Nothing is written: the log is not what its anchor holds',
    );
    expect(alert).toHaveTextContent(
      'Anchor file holds 1,100 events, and the log has 1,042 of them. Found out 2 h ago',
    );
    expect(alert).toHaveTextContent('Tell the platform team');
  });

  it('says which log this one continues', async () => {
    open('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          continuations: [
            {
              sequence: 960,
              at: hoursAgo(5),
              origin: 'portal.example/chatbots/2',
              previous: 'portal.example/chatbots',
              size: 960,
              commonSize: 950,
              anchoredOrigin: 'portal.example/chatbots',
              anchoredSize: 990,
            },
          ],
        }),
    });
    expect(
      await screen.findByText(
        /continues portal.example\/chatbots from event 960 on, .*: 950 events are common to both, 990 were anchored/,
      ),
    ).toHaveTextContent('5 h ago');
  });

  it('tells of both kinds of trouble', async () => {
    open('/', {
      getAuditStatus: async () =>
        auditStatusFixture({
          setAside: {
            count: 1,
            latest: [
              {
                id: idOf(7),
                type: 'promotion.decided',
                reason: 'mac-missing',
                recordedAt: hoursAgo(1),
                setAsideAt: hoursAgo(1),
              },
            ],
          },
          unproven: {
            count: 1,
            latest: [
              {
                kind: 'evaluation',
                id: 'x'.repeat(100),
                subject: {
                  kind: 'evaluation',
                  chatbot: 'support-bot',
                  id: 'x'.repeat(100),
                },
                at: hoursAgo(1),
              },
            ],
          },
        }),
    });
    const alerts = await screen.findAllByRole('alert');
    expect(alerts).toHaveLength(2);
    expect(alerts[0]).toHaveTextContent('1 event was set aside');
    expect(alerts[1]).toHaveTextContent('1 row in the database has no event');
  });

  it('warns of nothing where every event is the portal’s own', async () => {
    open('/');
    await screen.findByRole('button', { name: 'Copy verifier key' });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
