import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSharedDatabases } from '../__testUtils__/createSharedDatabases';
import { createTestDatabases } from '../__testUtils__/databases';
import { DEFAULT_POLICY, Scenario } from '../__testUtils__/governanceFixtures';
import { versionReport } from '../__testUtils__/registryFixtures';
import { isAllTold, isAtRest } from '../__testUtils__/isAllTold';
import { Replica, startReplica } from '../__testUtils__/startReplica';
import { until } from '../__testUtils__/until';

const databases = createTestDatabases();
const createSharedDatabase = createSharedDatabases(databases);

const pem = () =>
  String(
    generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  );
const config = {
  backend: { baseUrl: 'http://localhost:7007' },
  chatbots: {
    policy: { file: DEFAULT_POLICY },
    permits: { signingKey: { privateKey: pem() } },
    audit: { signingKey: { privateKey: pem() } },
  },
};

describe.each(databases.eachSupportedId())('two processes on %s', id => {
  const replicas: Replica[] = [];

  afterEach(async () => {
    await Promise.all(replicas.splice(0).map(replica => replica.kill()));
  });

  it('wait for each other: a report, for a transaction held open for five seconds', async () => {
    const { knex, database } = await createSharedDatabase(id);
    replicas.push(await startReplica({ database, config }));
    const scenario = await Scenario.begin(replicas[0].url);
    await until(
      async () =>
        (await isAtRest(knex)) &&
        (await knex('chatbot_summaries')).length === 1,
    );
    const held = await knex.transaction();
    await held('chatbots').update({ title: 'Changed meanwhile' });
    // One command that reads before it writes, which is what SQLite turns away, and one report.
    const issued = scenario
      .person('engineer', 'post', '/chatbots/support-bot/tokens', {
        purpose: 'held',
      })
      .then(({ status }) => status);
    // These times are the case: longer than it would try again by itself, so that the report's own waiting must not help it.
    await sleep(2000);
    const report = versionReport({ version: '1.0.0' });
    const reported = scenario
      .pipeline('post', '/versions', report)
      .then(({ status }) => status);
    await sleep(3000);
    // In the transaction, which is the one connection that the test has on SQLite.
    expect(await held('model_versions')).toEqual([]);
    await held.commit();
    expect(await issued).toBe(201);
    expect(await reported).toBe(201);
    expect(await knex('model_versions')).toHaveLength(1);
    expect(
      await knex('audit_events').where({ type: 'version.reported' }),
    ).toHaveLength(1);
    expect(await knex('chatbots')).toMatchObject([
      { title: 'Changed meanwhile' },
    ]);
  }, 60_000);

  // SQLite is for one process; requests at once within it are tried beside the rules.
  if (!id.startsWith('POSTGRES')) {
    return;
  }

  it('release once, whatever meets', async () => {
    const { knex, database } = await createSharedDatabase(id);
    // One after the other, as a rollout does: the first brings the schema.
    for (let n = 0; n < 2; n += 1) {
      replicas.push(await startReplica({ database, config }));
    }
    const one = await Scenario.begin(replicas[0].url);
    const two = one.at(replicas[1].url);
    const digest = await one.version('1.0.0');
    await one.toStaging('1.0.0');
    const promotionId = await one.request('1.0.0', 'production');

    // Two reviewers, each twice, at the same moment and at different replicas.
    const answers = await Promise.all([
      one.decide(promotionId, 'reviewer-one'),
      two.decide(promotionId, 'reviewer-one'),
      one.decide(promotionId, 'reviewer-two'),
      two.decide(promotionId, 'reviewer-two'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 201, 409, 409,
    ]);
    const about = { subject_id: promotionId };
    const count = async (type: string) =>
      (await knex('audit_events').where({ ...about, type })).length;
    expect(
      (await knex('decisions').where({ promotion_id: promotionId })).map(
        row => row.user_ref,
      ),
    ).toHaveLength(2);
    expect(await count('promotion.decided')).toBe(2);
    expect(await count('promotion.approved')).toBe(1);

    // Two runs fetch the permit and use it.
    const permits = await Promise.all(
      [one, two].map(scenario =>
        scenario
          .pipeline('post', `/promotions/${promotionId}/permit`)
          .expect(200),
      ),
    );
    expect(permits[0].body).toEqual(permits[1].body);
    const { permitId } = permits[0].body;
    const consumed = await Promise.all(
      [one, two].map((scenario, n) =>
        scenario.pipeline('post', `/permits/${permitId}/consume`, {
          idempotencyKey: `run-${n}`,
          digest,
        }),
      ),
    );
    expect(consumed.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(
      await knex('deployments').where({ promotion_id: promotionId }),
    ).toHaveLength(1);

    // The log has no fork and everybody hears of each thing once.
    await until(() => isAllTold(knex));
    const events = await knex('audit_events').orderBy('sequence');
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(
      events.map((_, index) => index),
    );
    const titles = replicas.flatMap(({ notifications }) => notifications);
    expect(
      titles.filter(title => /production is approved$/.test(title)),
    ).toHaveLength(1);
  }, 120_000);
});
