import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import { DEFAULT_POLICY, Story } from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { runFsck } from './runFsck';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('checkPromotions on %s', id => {
  it('holds every promotion to the log, its decisions, permit and deployment', async () => {
    const knex = await databases.init(id);
    const { server } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const story = await Story.begin(server);
    await story.version('1.0.0');
    await story.toStaging('1.0.0');
    for (;;) {
      const waiting = await knex('audit_events').whereNull('sequence').first();
      if (!waiting) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const codes = async (db: Knex = knex) =>
      (await runFsck(db, { trustedKeys: [], anchors: [] }))
        .filter(({ promotionId }) => promotionId !== undefined)
        .map(({ code }) => code);
    expect(await codes()).toEqual([]);

    const [promotion] = await knex('promotions');
    expect(promotion.state).toBe('deployed');
    const [decision] = await knex('decisions');
    const [permit] = await knex('permits');
    const [deployment] = await knex('deployments');
    const tampering: [string, string, object, object][] = [
      ['promotion-state', 'promotions', { state: 'withdrawn' }, promotion],
      ['promotion-unapproved', 'decisions', { outcome: 'reject' }, decision],
      [
        'promotion-unapproved',
        'decisions',
        { binding_digest: 'f'.repeat(64) },
        decision,
      ],
      ['promotion-deployment', 'permits', { consumed_at: null }, permit],
      [
        'promotion-deployment',
        'deployments',
        { digest: 'f'.repeat(64) },
        deployment,
      ],
      ['promotion-deployment', 'deployments', { state: 'failed' }, deployment],
    ];
    for (const [code, table, change, row] of tampering) {
      await knex(table).update(change);
      expect(await codes()).toEqual([code]);
      await knex(table).update(row);
    }
    await knex('permits').delete();
    expect(await codes()).toContain('promotion-permit');
  });
});
