import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { generateKeyPairSync } from 'node:crypto';
import request, { Test } from 'supertest';
import { runFsck } from '../audit/fsck/runFsck';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { createSharedDatabases } from '../__testUtils__/createSharedDatabases';
import { createTestDatabases } from '../__testUtils__/databases';
import { DEFAULT_POLICY, Scenario } from '../__testUtils__/governanceFixtures';
import {
  as,
  registerWithToken,
  versionReport,
} from '../__testUtils__/registryFixtures';
import { isAllTold, isAtRest } from '../__testUtils__/isAllTold';
import { Replica, startReplica } from '../__testUtils__/startReplica';
import { until } from '../__testUtils__/until';
import { recordedEvents } from '../__testUtils__/recordedEvents';

const databases = createTestDatabases();
const createSharedDatabase = createSharedDatabases(databases);

const key = () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
};
/** A process that comes back signs with the keys that it had. */
const config = {
  backend: { baseUrl: 'http://localhost:7007' },
  chatbots: {
    policy: { file: DEFAULT_POLICY },
    permits: { signingKey: key() as { privateKey: string } },
    audit: { signingKey: key() as { privateKey: string } },
  },
};

describe.each(databases.eachSupportedId())('a killed backend on %s', id => {
  let replica: Replica;

  afterEach(() => replica.kill());

  /** Sends what will never be answered, and kills the process once it is committed. */
  async function killBeforeAnswer(call: Test): Promise<void> {
    const answered = call.then(
      () => true,
      () => false,
    );
    await replica.stalled;
    await replica.kill();
    expect(await answered).toBe(false);
  }

  it('loses nothing and does nothing twice when it dies between write and answer', async () => {
    const { knex, database } = await createSharedDatabase(id);
    const start = async (options: { stallAfter?: string; mute?: boolean }) => {
      replica = await startReplica({ database, config, ...options });
      return replica.url;
    };
    const eventsOf = (type: string) => knex('audit_events').where({ type });

    // A report.
    let url = await start({ stallAfter: 'version-report' });
    const first = await Scenario.begin(url);
    const report = versionReport({ version: '1.0.0' });
    await killBeforeAnswer(first.pipeline('post', '/versions', report));
    url = await start({ stallAfter: 'promotion-decide', mute: true });
    let scenario = first.at(url);
    const again = await scenario
      .pipeline('post', '/versions', report)
      .expect(200);
    expect(again.body).toMatchObject({ version: '1.0.0' });
    expect(await knex('model_versions')).toHaveLength(1);
    expect(await eventsOf('version.reported')).toHaveLength(1);

    // The last decision. Nobody hears of the approval while the process lives.
    await scenario.version('1.1.0');
    const promotionId = await scenario.request('1.1.0', 'staging');
    const { body } = await scenario.person(
      'reviewer-one',
      'get',
      `/promotions/${promotionId}`,
    );
    const { promotion } = body as Api.PromotionDetail;
    const decide = () =>
      scenario.person(
        'reviewer-one',
        'post',
        `/promotions/${promotionId}/decisions`,
        { decision: 'approve', bindingDigest: promotion.bindingDigest },
      );
    await killBeforeAnswer(decide());
    expect(replica.notifications).toEqual([]);
    url = await start({ stallAfter: 'permit-consume' });
    scenario = scenario.at(url);
    const decided = await decide();
    expect([decided.status, decided.body.error.reason]).toEqual([
      409,
      'already-decided',
    ]);
    expect(await knex('decisions')).toHaveLength(1);
    expect(await eventsOf('promotion.approved')).toHaveLength(1);
    await until(() =>
      replica.notifications.some(title => title.endsWith('is approved')),
    );

    // A permit.
    const permit = await scenario
      .pipeline('post', `/promotions/${promotionId}/permit`)
      .expect(200);
    const consume = (idempotencyKey: string) =>
      scenario.pipeline('post', `/permits/${permit.body.permitId}/consume`, {
        idempotencyKey,
        digest: promotion.digest,
      });
    await killBeforeAnswer(consume('run-1'));
    url = await start({});
    scenario = scenario.at(url);
    const opened = await consume('run-1').expect(200);
    expect((await consume('run-2')).body.error.reason).toBe('permit-consumed');
    expect(await knex('deployments')).toMatchObject([{ id: opened.body.id }]);
    expect(await eventsOf('promotion.deploying')).toHaveLength(1);

    // What was committed is in the log, once and in the tree, and was told.
    await until(() => isAllTold(knex));
    const keys = await request(url).get(
      '/api/chatbots/.well-known/chatbot-portal/keys',
    );
    const { verifierKey } = (keys.body as Api.PublicKeys).keys.find(
      ({ use }) => use === 'audit-log',
    )!;
    expect(
      await runFsck(knex, {
        trustedKeys: [parseVerifierKey(verifierKey!, sha256)],
        anchors: [],
      }),
    ).toEqual([]);
  }, 180_000);

  it('keeps nothing of a write that dies before its commit', async () => {
    const { knex, database } = await createSharedDatabase(id);
    replica = await startReplica({ database, config });
    await registerWithToken(replica.url);
    await until(() => isAtRest(knex));
    const before = (await recordedEvents(knex)).length;
    const call = request(replica.url)
      .post('/api/chatbots/v1/chatbots/support-bot/tokens')
      .set('Authorization', as('engineer'))
      .send({ purpose: 'late' });
    // Somebody else holds the database, so the write waits inside its transaction.
    const held = await knex.transaction();
    if (id === 'SQLITE_3') {
      await held('people').update({ created_at: 'x' });
    } else {
      await held.raw('lock table audit_events in exclusive mode');
    }
    const begun = replica.began.length;
    const answered = call.then(
      () => true,
      () => false,
    );
    await until(() => replica.began.length > begun);
    if (id !== 'SQLITE_3') {
      await until(async () => {
        const { rows } = await held.raw(
          `select 1 from pg_locks where relation = 'audit_events'::regclass and not granted`,
        );
        return rows.length > 0;
      });
    }
    await replica.kill();
    await held.rollback();
    expect(await answered).toBe(false);
    expect(await recordedEvents(knex)).toHaveLength(before);
    expect(await knex('pipeline_tokens')).toHaveLength(1);
  }, 60_000);
});
