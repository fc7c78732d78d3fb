import {
  builtInChecks,
  bindingInput,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { createTestDatabases } from '../../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  GOOD,
  Scenario,
} from '../../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../../__testUtils__/startChatbots';
import { until } from '../../../__testUtils__/until';
import { testEventKeys } from '../../../__testUtils__/eventKeys';
import { systemClock } from '../../../database/Clock';
import { UnitOfWork } from '../../../database/UnitOfWork';
import { issuePermit } from '../../../governance/permits/issuePermit';
import { testLogKeys } from '../../../__testUtils__/sequencing';
import { DatabaseAuditAppender } from '../../append/DatabaseAuditAppender';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { runFsck } from '../runFsck';

const databases = createTestDatabases();
const LATER = '2030-01-01T00:00:00.000Z';

const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };
const STRANGER = { email: 'stranger@elsewhere.example' };

describe.each(databases.eachSupportedId())('checkPromotions on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, config });
    const scenario = await Scenario.begin(server);
    const codes = async () => {
      await until(
        async () => !(await knex('audit_events').whereNull('sequence').first()),
      );
      return (await runFsck(knex, { trustedKeys: [], anchors: [] }))
        .filter(({ promotionId }) => promotionId !== undefined)
        .map(({ code }) => code);
    };
    /** Changes every row of a table, looks, and puts them back. */
    const tamper = async (table: string, change: object) => {
      const rows = await knex(table);
      await knex(table).update(change);
      const found = await codes();
      for (const row of rows) {
        await knex(table).where({ id: row.id }).update(row);
      }
      return found;
    };
    return { knex, scenario, backend, codes, tamper };
  }

  /** A decision that nobody made, as whoever can write the database would add it. */
  async function forgeDecision(knex: Knex, reviewer: string) {
    const [promotion] = await knex('promotions').limit(1);
    const key = `${promotion.id} ${reviewer}`;
    await knex('decisions').insert({
      id: createHash('md5').update(key).digest('hex').slice(0, 32),
      promotion_id: promotion.id,
      user_ref: `user:default/${reviewer}`,
      outcome: 'approve',
      binding_digest: promotion.binding_digest,
      active_key: createHash('sha256').update(key).digest('hex'),
      comment: 'fine',
      decided_at: promotion.requested_at,
      withdrawn_at: null,
    });
  }

  it('holds every promotion to the log, its decisions, permit and deployment', async () => {
    const { knex, scenario, backend, codes, tamper } = await setUp();
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    expect(await codes()).toEqual([]);
    await backend.stop();

    const [promotion] = await knex('promotions');
    expect(promotion.state).toBe('deployed');
    const rules = JSON.parse(promotion.rules);
    const binding = JSON.parse(promotion.binding);
    const digest = 'f'.repeat(64);
    const otherFacts = { ...binding, owner: 'group:default/platform' };
    const tampering: [code: string, table: string, change: object][] = [
      ['promotion-state', 'promotions', { state: 'withdrawn' }],
      [
        'promotion-binding',
        'promotions',
        { rules: JSON.stringify({ ...rules, approvals: [] }) },
      ],
      [
        'promotion-binding',
        'promotions',
        {
          rules: JSON.stringify({
            ...rules,
            separationOfDuties: { requester: false, contributors: false },
          }),
        },
      ],
      [
        'promotion-binding',
        'promotions',
        { binding: JSON.stringify(otherFacts) },
      ],
      [
        'promotion-binding',
        'promotions',
        {
          binding: JSON.stringify(otherFacts),
          binding_digest: sha256Text(canonicalJson(bindingInput(otherFacts))),
        },
      ],
      ['promotion-binding', 'promotions', { binding: 'null' }],
      ['promotion-request', 'promotions', { version: '9.9.9' }],
      ['promotion-request', 'promotions', { replaces_digest: digest }],
      ['promotion-people', 'promotions', { requested_by: '[]' }],
      [
        'promotion-people',
        'promotions',
        { requested_by: '["user:default/lead"]' },
      ],
      ['promotion-people', 'promotions', { contributors: '[]' }],
      ['promotion-people', 'promotions', { contributors: '{}' }],
      ['promotion-decisions', 'decisions', { outcome: 'reject' }],
      ['promotion-decisions', 'decisions', { binding_digest: digest }],
      [
        'promotion-decisions',
        'decisions',
        { user_ref: 'user:default/reviewer-two' },
      ],
      [
        'promotion-decisions',
        'decisions',
        { withdrawn_at: promotion.updated_at },
      ],
      ['promotion-decisions', 'decisions', { comment: 'not what was said' }],
      ['promotion-decisions', 'decisions', { decided_at: LATER }],
      ['promotion-request', 'promotions', { strategy: 'blue-green' }],
      ['promotion-request', 'promotions', { comment: 'not what was said' }],
      ['promotion-request', 'promotions', { summary: 'nothing changes' }],
      ['promotion-request', 'promotions', { requested_via: 'pipeline' }],
      ['promotion-request', 'promotions', { requested_at: LATER }],
      ['promotion-request', 'promotions', { approved_at: null }],
      ['promotion-request', 'promotions', { expires_at: LATER }],
      ['promotion-permit', 'permits', { envelope: '{}' }],
      ['promotion-permit', 'permits', { key_id: 'another' }],
      ['promotion-permit', 'permits', { issued_at: LATER }],
      ['promotion-permit', 'permits', { expires_at: LATER }],
      ['promotion-deployment', 'permits', { idempotency_key: 'another' }],
      ['promotion-deployment', 'permits', { consumed_at: null }],
      ['promotion-deployment', 'deployments', { digest }],
      ['promotion-deployment', 'deployments', { state: 'failed' }],
    ];
    for (const [code, table, change] of tampering) {
      // One change may be told in two ways.
      expect([change, await tamper(table, change)]).toEqual([
        change,
        expect.arrayContaining([code]),
      ]);
    }
    expect(await codes()).toEqual([]);

    await forgeDecision(knex, 'reviewer-two');
    expect(await codes()).toEqual(['promotion-decisions']);
    await knex('decisions').delete();
    expect(await codes()).toEqual(['promotion-decisions']);
    await knex('permits').delete();
    expect(await codes()).toContain('promotion-permit');
  }, 120_000);

  it('does not take decisions for approvals that the log does not know', async () => {
    const { knex, scenario, codes } = await setUp();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    await forgeDecision(knex, 'reviewer-one');
    await forgeDecision(knex, 'reviewer-two');
    await knex('promotions').update({ state: 'approved' });
    await scenario
      .pipeline('post', `/promotions/${promotionId}/permit`)
      .expect(409);
    // A portal that counts what it finds.
    await issuePermit(
      {
        knex,
        unitOfWork: UnitOfWork.create({
          knex,
          clock: systemClock,
          audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
        }),
        memberships: {
          groupsOf: async () => new Set(['group:default/ai-governance']),
          membershipOf: async () => ({ groups: new Set(), ignored: [] }),
          exists: async () => true,
        },
        clock: systemClock,
        signer: testLogKeys('unused').signer,
        portal: 'http://localhost:7007',
        evidence: {
          run: { checks: builtInChecks },
          unproven: async () => [],
          raise: async () => {},
        },
      },
      {
        actor: {
          kind: 'pipeline',
          chatbot: 'support-bot',
          tokenId: 'ci',
          origin: { kind: 'token' },
        },
        promotionId,
      },
    );
    expect(await codes()).toEqual([
      'promotion-decisions',
      'promotion-unapproved',
    ]);
  });

  it('follows decisions that were taken back and made again', async () => {
    const { scenario, codes, tamper } = await setUp();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    await scenario.decide(promotionId, 'reviewer-one');
    await scenario
      .person(
        'reviewer-one',
        'delete',
        `/promotions/${promotionId}/decisions/mine`,
      )
      .expect(200);
    expect(await codes()).toEqual([]);
    expect(await tamper('decisions', { withdrawn_at: null })).toEqual([
      'promotion-decisions',
    ]);
    await scenario.decide(promotionId, 'reviewer-one');
    expect(await codes()).toEqual([]);
  });

  it('holds contributors to the log, and by their number once their names were erased', async () => {
    const { knex, scenario, codes, tamper } = await setUp();
    await scenario.version('1.0.0', GOOD, { committer: STRANGER });
    await scenario.request('1.0.0', 'staging');
    expect(await codes()).toEqual([]);
    const [{ contributors }] = await knex('promotions').limit(1);
    const others: object[] = JSON.parse(contributors);
    const known = others.filter(one => 'user' in one);
    const bot = [...known, { identity: 'bot@example.com' }];
    const swapped = { contributors: JSON.stringify(bot) };
    expect(await tamper('promotions', swapped)).toEqual(['promotion-people']);
    const texts = await knex('audit_texts').pluck('text');
    expect(texts).toContain(STRANGER.email);
    const bodies = await knex('audit_events').pluck('body');
    expect(bodies.join()).not.toContain(STRANGER.email);

    await knex('audit_texts').delete();
    await knex('people').update({ user_ref: null });
    expect(await codes()).toEqual([]);
    for (const fewer of [known, others.filter(one => !('user' in one))]) {
      expect(
        await tamper('promotions', { contributors: JSON.stringify(fewer) }),
      ).toEqual(['promotion-people']);
    }
  });
});
