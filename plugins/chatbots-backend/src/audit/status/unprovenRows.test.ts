import { auditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { attackedPortal } from '../../__testUtils__/attackedPortal';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { DEFAULT_POLICY } from '../../__testUtils__/governanceFixtures';
import { digestOf } from '../../__testUtils__/registryFixtures';
import { until } from '../../__testUtils__/until';
import { findUnprovenRows } from '../../database/unprovenRows';
import { eventColumns, leafHashOf } from '../authenticateEvent';

const databases = createTestDatabases();
const NONE = { count: 0, latest: [] };

/** Writes a copy of the first row of a table, with other columns. */
async function copyRow(
  knex: Knex,
  table: string,
  columns: Record<string, unknown>,
): Promise<void> {
  const [row] = await knex(table).limit(1);
  await knex(table).insert({ ...row, ...columns });
}

/** What is written by SQL, the rows that the status names then, and what fsck says of them. */
const FORGED: {
  what: string;
  forge: (knex: Knex) => Promise<unknown>;
  kinds: string[];
  found: string[];
}[] = [
  {
    what: 'a promotion',
    forge: knex =>
      copyRow(knex, 'promotions', { id: randomUUID(), open_key: 'another' }),
    kinds: ['promotion'],
    found: ['promotion-state'],
  },
  {
    what: 'a second decision of the same person at the same moment',
    forge: knex =>
      copyRow(knex, 'decisions', { id: randomUUID(), active_key: 'second' }),
    kinds: ['decision'],
    found: ['promotion-decisions'],
  },
  {
    what: 'a decision that was given to another person',
    forge: knex =>
      knex('decisions').update({ user_ref: 'user:default/engineer' }),
    kinds: ['decision'],
    found: ['promotion-decisions'],
  },
  {
    what: 'a permit under another id',
    forge: knex => knex('permits').update({ id: randomUUID() }),
    kinds: ['permit', 'permit-use'],
    found: ['promotion-permit'],
  },
  {
    what: 'a deployment',
    forge: knex =>
      copyRow(knex, 'deployments', { id: randomUUID(), open_key: 'another' }),
    kinds: ['deployment'],
    found: ['deployment-changed'],
  },
  {
    what: 'an evaluation',
    forge: knex =>
      copyRow(knex, 'evaluations', {
        id: randomUUID(),
        identity_digest: digestOf('another'),
      }),
    kinds: ['evaluation'],
    found: ['evaluation-changed'],
  },
  {
    what: 'a policy in force',
    forge: async knex => {
      await knex('policies').update({ state: 'retired', active_key: null });
      await knex('policies').insert({
        number: 7,
        digest: digestOf('easy'),
        text: 'easy',
        state: 'active',
        active_key: 'active',
        proposed_at: '2026-01-01T00:00:00.000Z',
        activated_at: '2026-01-02T00:00:00.000Z',
      });
    },
    kinds: ['policy', 'policy-activation'],
    found: ['policy-changed'],
  },
  {
    what: 'an approval of a policy',
    forge: knex =>
      knex('policy_approvals').insert({
        policy_number: 1,
        user_ref: 'user:default/reviewer-one',
        approved_at: '2026-01-01T00:00:00.000Z',
      }),
    kinds: ['policy-approval'],
    found: ['policy-changed'],
  },
];

describe.each(databases.eachSupportedId())(
  'rows without an event on %s',
  id => {
    const attacked = attackedPortal(() => databases.init(id));
    const { forgeDecision, approved, issue, consume, unproven, fsck } =
      attacked;

    /** A promotion whose deployment is open, with everything numbered. */
    async function deploying(): Promise<string> {
      const promotionId = await approved();
      const { permitId } = await issue(promotionId);
      expect(await consume(promotionId, permitId)).toMatchObject({
        status: 201,
      });
      await attacked.numbered();
      return promotionId;
    }

    it('are none where the portal wrote everything', async () => {
      const promotionId = await approved();
      await attacked.scenario
        .person(
          'reviewer-one',
          'delete',
          `/promotions/${promotionId}/decisions/mine`,
        )
        .expect(200);
      await attacked.scenario.decide(promotionId, 'reviewer-one');
      await attacked.scenario.deploy(promotionId);
      const { body } = await attacked.scenario
        .person('platform-admin', 'post', '/policies', {
          text: readFileSync(DEFAULT_POLICY, 'utf8').replace(
            'count: 1',
            'count: 2',
          ),
        })
        .expect(201);
      await attacked.scenario
        .person('reviewer-one', 'post', `/policies/${body.number}/approvals`)
        .expect(200);
      expect(await attacked.knex('policy_approvals')).toHaveLength(1);
      expect(await unproven()).toEqual(NONE);

      // A person who was erased can't be compared.
      await attacked.knex('people').update({ user_ref: null });
      expect(await unproven()).toEqual(NONE);
    });

    it('are not those whose event waits for its number', async () => {
      await deploying();
      const trx = await attacked.knex.transaction();
      await trx('audit_events').update({ sequence: null });
      const found = await findUnprovenRows(trx, 5);
      await trx.rollback();
      expect(found).toEqual(NONE);
    });

    it.each(FORGED)('tell of $what', async ({ forge, kinds, found }) => {
      await deploying();
      expect(await unproven()).toEqual(NONE);
      await forge(attacked.knex);
      const { count, latest } = await unproven();
      expect(latest.map(({ kind }) => kind).sort()).toEqual(kinds);
      expect(count).toBe(kinds.length);
      expect(await fsck()).toEqual(expect.arrayContaining(found));
    });

    it('name what they belong to, newest first', async () => {
      const promotionId = await attacked.scenario.request('1.0.0', 'staging');
      const ids: string[] = [];
      for (let n = 1; n <= 7; n += 1) {
        ids.push(
          await forgeDecision(
            promotionId,
            `user:default/reviewer-${n}`,
            `2026-01-0${n}T00:00:00.000Z`,
          ),
        );
      }
      const { count, latest } = await unproven();
      expect(count).toBe(7);
      expect(latest.map(row => row.id)).toEqual(ids.slice(2).reverse());
      expect(latest[0]).toEqual({
        kind: 'decision',
        id: ids[6],
        subject: { kind: 'promotion', chatbot: 'support-bot', id: promotionId },
        at: '2026-01-07T00:00:00.000Z',
      });
    });

    it('tell of a decision whose event was set aside', async () => {
      const promotionId = await attacked.scenario.request('1.0.0', 'staging');
      await dropGuards(attacked.knex);
      const at = new Date().toISOString();
      const decisionId = await forgeDecision(promotionId, undefined, at);
      const [person] = await attacked.knex('people').limit(1);
      await attacked
        .knex('decisions')
        .update({ user_ref: person.user_ref as string });
      const body = {
        schemaVersion: 1 as const,
        eventId: randomUUID(),
        type: 'promotion.decided',
        occurredAt: at,
        recordedAt: at,
        actor: { kind: 'user' as const, pseudonym: person.pseudonym },
        subject: { kind: 'promotion', chatbot: 'support-bot', id: promotionId },
        data: { decisionId },
      };
      const text = auditEventText(body);
      await attacked.knex('audit_events').insert({
        ...eventColumns(body),
        body: text,
        leaf_hash: leafHashOf(text),
        mac: 'AAAA',
        mac_key_id: 'test',
      });
      await attacked.scenario.version('1.1.0');
      await until(
        async () =>
          (
            await attacked.knex('audit_events').whereNotNull('set_aside_at')
          ).length === 1,
      );
      expect(await unproven()).toMatchObject({
        count: 1,
        latest: [{ kind: 'decision', id: decisionId }],
      });
    });
  },
);
