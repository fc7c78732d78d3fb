import { mockServices } from '@backstage/backend-test-utils';
import { AuditorService } from '@backstage/backend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { auditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { createTestDatabases } from '../__testUtils__/databases';
import { dropGuards } from '../__testUtils__/dropGuards';
import { EVENT_KEYS } from '../__testUtils__/eventKeys';
import { DEFAULT_POLICY, Scenario } from '../__testUtils__/governanceFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';
import { until } from '../__testUtils__/until';
import { eventColumns, leafHashOf } from './authenticateEvent';
import { runFsck } from './fsck/runFsck';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('a forged approval on %s', id => {
  it('written by two inserts is never signed, and is seen everywhere', async () => {
    const knex = await databases.init(id);
    const createEvent = jest.fn<
      ReturnType<AuditorService['createEvent']>,
      Parameters<AuditorService['createEvent']>
    >(async () => ({ success: async () => {}, fail: async () => {} }));
    const { server, notifications } = await startChatbots({
      knex,
      config: {
        chatbots: {
          policy: { file: DEFAULT_POLICY },
          audit: {
            alarm: { recipients: ['group:default/platform'] },
          },
        },
      },
      features: [mockServices.auditor.mock({ createEvent }).factory],
    });
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    const numbered = async () =>
      !(await knex('audit_events')
        .whereNull('sequence')
        .whereNull('set_aside_at')
        .first());
    await until(numbered);
    const before = Number((await knex('audit_log').first())!.size);

    // What whoever can write the database does.
    await dropGuards(knex);
    const [reviewer] = await knex('people').limit(1);
    const instant = new Date().toISOString();
    const body = {
      schemaVersion: 1 as const,
      eventId: randomUUID(),
      type: 'promotion.approved',
      occurredAt: instant,
      recordedAt: instant,
      actor: { kind: 'user' as const, pseudonym: reviewer.pseudonym },
      subject: {
        kind: 'promotion',
        chatbot: 'support-bot',
        id: promotionId,
      },
      data: { decision: 'approve' },
    };
    const text = auditEventText(body);
    const [{ binding_digest }] = await knex('promotions')
      .where({ id: promotionId })
      .limit(1);
    await knex('decisions').insert({
      id: randomUUID(),
      promotion_id: promotionId,
      user_ref: 'user:default/reviewer-one',
      outcome: 'approve',
      binding_digest,
      active_key: 'active',
      decided_at: instant,
    });
    await knex('audit_events').insert({
      ...eventColumns(body),
      body: text,
      leaf_hash: leafHashOf(text),
    });

    // No permit follows, whatever the promotion's row says.
    await knex('promotions').where({ id: promotionId }).update({
      state: 'approved',
      approved_at: instant,
    });
    const permit = await scenario
      .pipeline('post', `/promotions/${promotionId}/permit`)
      .expect(409);
    expect(permit.body.error.reason).toBe('evidence-not-authenticated');
    expect(await knex('permits')).toEqual([]);
    expect(createEvent.mock.calls).toContainEqual([
      expect.objectContaining({
        eventId: 'evidence-not-authenticated',
        severityLevel: 'critical',
      }),
    ]);
    expect(notifications.send.mock.calls).toContainEqual([
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'Audit log: rows that the portal did not write',
        }),
      }),
    ]);
    await knex('promotions').where({ id: promotionId }).update({
      state: 'requested',
      approved_at: null,
    });

    // The portal goes on beside it.
    await scenario.version('1.1.0');
    await until(numbered);
    const [row] = await knex('audit_events')
      .where({ id: body.eventId })
      .limit(1);
    expect(row).toMatchObject({
      sequence: null,
      set_aside_reason: 'mac-missing',
    });
    const leaves = await knex('audit_nodes').where({ level: 0 });
    expect(leaves.map(({ hash }) => hash)).not.toContain(row.leaf_hash);
    expect(Number((await knex('audit_log').first())!.size)).toBeGreaterThan(
      before,
    );

    const status: Api.AuditStatus = (
      await scenario.person('auditor', 'get', '/audit/status').expect(200)
    ).body;
    expect(status).toMatchObject({
      unsequenced: 0,
      gaps: [],
      setAside: {
        count: 1,
        latest: [
          {
            id: body.eventId,
            type: 'promotion.approved',
            reason: 'mac-missing',
            recordedAt: instant,
          },
        ],
      },
    });
    await until(() =>
      notifications.send.mock.calls.some(
        ([{ payload }]) => payload.title === 'Audit log: 1 event was set aside',
      ),
    );
    expect(notifications.send.mock.calls).toContainEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/platform'],
        },
        payload: expect.objectContaining({
          title: 'Audit log: 1 event was set aside',
          link: '/chatbots/audit',
          severity: 'critical',
        }),
      },
    ]);
    expect(createEvent.mock.calls).toContainEqual([
      expect.objectContaining({
        eventId: 'audit-event-set-aside',
        severityLevel: 'critical',
      }),
    ]);
    const keys: Api.PublicKeys = (
      await request(server).get('/api/chatbots/.well-known/chatbot-portal/keys')
    ).body;
    const logKey = keys.keys.find(({ use }) => use === 'audit-log');
    const findings = await runFsck(knex, {
      trustedKeys: [parseVerifierKey(logKey?.verifierKey ?? '', sha256)],
      anchors: [],
      eventKeys: { origin: 'localhost:7007/chatbots', keys: EVENT_KEYS },
    });
    expect(findings.map(({ code }) => code).sort()).toEqual([
      'event-set-aside',
      'promotion-decisions',
    ]);
  });
});
