import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  permitKeyId,
  verifyPermit,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  GOOD,
  goldenReport,
  Scenario,
} from '../__testUtils__/governanceFixtures';
import { startChatbots } from '../__testUtils__/startChatbots';

const databases = createTestDatabases();
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const config = {
  chatbots: {
    policy: { file: DEFAULT_POLICY },
    permits: {
      signingKey: {
        privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
      },
    },
  },
};

describe.each(databases.eachSupportedId())('a release on %s', id => {
  async function begin() {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({ knex, config });
    return { knex, backend, scenario: await Scenario.begin(server) };
  }

  it('goes from a report to production by two people', async () => {
    const { scenario, backend } = await begin();
    const digest = await scenario.version('1.0.0');

    const gates = await scenario.person(
      'engineer',
      'get',
      '/chatbots/support-bot/gates?version=1.0.0',
    );
    expect(
      gates.body.items[0].checks.filter(
        (check: { outcome: string }) => check.outcome !== 'pass',
      ),
    ).toMatchObject([
      { id: 'faithfulness', reasonCode: 'judge-not-asked' },
      { id: 'answer-relevancy', reasonCode: 'judge-not-asked' },
    ]);
    expect(gates.body.items).toMatchObject([
      { stage: 'staging', verdict: 'pass' },
      { stage: 'production', verdict: 'fail' },
    ]);

    await scenario.toStaging('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'production');
    const own = await scenario.decide(promotionId, 'engineer');
    expect(own.status).toBe(403);
    expect(own.body.error.reason).toBe('self-approval');

    const first = await scenario.decide(promotionId, 'reviewer-one');
    expect(first.body).toMatchObject({
      state: 'requested',
      missing: ['1 more approval from ai-governance'],
    });
    const again = await scenario.decide(promotionId, 'reviewer-one');
    expect(again.body.error.reason).toBe('already-decided');
    const early = await scenario.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    expect(early.body.error.reason).toBe('promotion-state');

    const second = await scenario.decide(promotionId, 'reviewer-two');
    expect(second.body.state).toBe('approved');
    const waiting = await scenario.pipeline(
      'get',
      '/promotions?state=approved',
    );
    expect(waiting.body.items).toMatchObject([{ id: promotionId, digest }]);

    const { body: permit } = await scenario
      .pipeline('post', `/promotions/${promotionId}/permit`)
      .expect(200);
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    const statement = await verifyPermit(
      permit.envelope,
      [{ keyId: permitKeyId(raw, sha256), publicKey: raw }],
      {
        now: new Date(),
        chatbot: 'support-bot',
        stage: 'production',
        digest,
        promotionId,
      },
      (_raw, data, signature) =>
        verify(null, data, createPublicKey(privateKey), signature),
    );
    expect(statement.predicate.version).toBe('1.0.0');

    const consume = (idempotencyKey: string, of = digest) =>
      scenario.pipeline('post', `/permits/${permit.permitId}/consume`, {
        idempotencyKey,
        digest: of,
      });
    const wrong = await consume('run-1', 'f'.repeat(64));
    expect(wrong.body.error.reason).toBe('permit-digest-mismatch');
    const opened = await consume('run-1');
    expect(opened.status).toBe(201);
    const repeated = await consume('run-1');
    expect(repeated.status).toBe(200);
    expect(repeated.body.id).toBe(opened.body.id);
    const other = await consume('run-2');
    expect(other.status).toBe(409);
    expect(other.body.error.reason).toBe('permit-consumed');

    const path = `/deployments/${opened.body.id}`;
    const skipped = await scenario.pipeline('post', `${path}/steps`, {
      sequence: 2,
      name: 'canary',
      weight: 50,
      status: 'healthy',
    });
    expect(skipped.body.error.reason).toBe('step-out-of-order');
    await scenario
      .pipeline('post', `${path}/steps`, {
        sequence: 1,
        name: 'canary',
        weight: 10,
        status: 'healthy',
      })
      .expect(200);
    const during = await scenario.person(
      'lead',
      'get',
      '/chatbots/support-bot/stages',
    );
    expect(during.body.items[2]).toMatchObject({
      stage: 'production',
      state: 'rolling-out',
      incoming: {
        version: '1.0.0',
        weight: 10,
        approvedBy: ['user:default/reviewer-one', 'user:default/reviewer-two'],
      },
    });
    const then = new Date().toISOString();
    await scenario
      .pipeline('post', `${path}/outcome`, { outcome: 'deployed' })
      .expect(200);
    // Of an instant it tells only what had been reported by then.
    const asOf = (what: string, at: string) =>
      scenario.person(
        'lead',
        'get',
        `/chatbots/support-bot/${what}?at=${encodeURIComponent(at)}`,
      );
    const stages = await asOf('stages', then);
    expect(stages.body).toMatchObject({
      latestVersion: '1.0.0',
      items: { 2: { state: 'rolling-out', incoming: { weight: 10 } } },
    });
    expect(stages.body.items[2].version).toBeUndefined();
    const deployments = await asOf('deployments', then);
    expect(deployments.body.items[0]).toMatchObject({
      state: 'open',
      weight: 10,
      steps: [{ name: 'canary' }],
    });
    expect(deployments.body.items[0].finishedAt).toBeUndefined();
    const longAgo = '2020-01-01T00:00:00.000Z';
    const none = await asOf('deployments', longAgo);
    expect(none.body.items).toEqual([]);
    const empty = await asOf('stages', longAgo);
    expect(empty.body.latestVersion).toBeUndefined();
    const after = await scenario.person(
      'lead',
      'get',
      '/chatbots/support-bot/stages',
    );
    expect(after.body.items[2]).toMatchObject({
      state: 'live',
      version: '1.0.0',
      approvedBy: ['user:default/reviewer-one', 'user:default/reviewer-two'],
    });
    const detail = await scenario.person(
      'reviewer-one',
      'get',
      `/promotions/${promotionId}`,
    );
    expect(detail.body).toMatchObject({
      promotion: { state: 'deployed' },
      deployment: { state: 'deployed' },
      permit: { permitId: permit.permitId },
    });
    await backend.stop();
  });

  it('voids what was approved when the evidence changes', async () => {
    const { scenario, backend } = await begin();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    const { body } = await scenario.person(
      'reviewer-one',
      'get',
      `/promotions/${promotionId}`,
    );
    await scenario.decide(promotionId, 'reviewer-one');
    await scenario
      .pipeline(
        'post',
        '/evaluations',
        goldenReport(
          { version: '1.0.0', run: { id: 'later' } },
          { ...GOOD, lexical_faithfulness: 0.81 },
        ),
      )
      .expect(201);
    const permit = await scenario.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    expect(permit.status).toBe(409);
    expect(permit.body.error.reason).toBe('promotion-void');
    const after = await scenario.person(
      'engineer',
      'get',
      `/promotions/${promotionId}`,
    );
    expect(after.body.promotion).toMatchObject({
      state: 'void',
      stateReason: 'evaluations-changed',
    });
    const shown = (scores: Api.ComparisonRow[]) =>
      scores.find(({ label }) => label === 'lexical_faithfulness')?.target;
    expect(shown(after.body.comparison.scores)).toBe('0.92');
    expect(shown(after.body.later.scores)).toBe('0.81');
    expect(body.promotion.bindingDigest).toMatch(/^[0-9a-f]{64}$/);
    await backend.stop();
  });

  it('refuses a decision on something else than what was seen', async () => {
    const { scenario, backend } = await begin();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    const answer = await scenario.person(
      'reviewer-one',
      'post',
      `/promotions/${promotionId}/decisions`,
      { decision: 'approve', bindingDigest: '0'.repeat(64) },
    );
    expect(answer.status).toBe(409);
    expect(answer.body.error.reason).toBe('binding-changed');
    await backend.stop();
  });

  it('counts two reviewers at the same moment once each', async () => {
    const { scenario, backend, knex } = await begin();
    await scenario.version('1.0.0');
    await scenario.toStaging('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'production');
    const answers = await Promise.all(
      ['reviewer-one', 'reviewer-two', 'reviewer-one', 'reviewer-two'].map(by =>
        scenario.decide(promotionId, by),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 201, 409, 409,
    ]);
    const decisions = await knex('decisions').where({
      promotion_id: promotionId,
    });
    expect(decisions).toHaveLength(2);
    const approved = await knex('audit_events').where({
      type: 'promotion.approved',
      subject_id: promotionId,
    });
    expect(approved).toHaveLength(1);
    await backend.stop();
  });

  it('ends with one reject, which needs a comment', async () => {
    const { scenario, backend } = await begin();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    const { body } = await scenario.person(
      'reviewer-one',
      'get',
      `/promotions/${promotionId}`,
    );
    const silent = await scenario.person(
      'reviewer-one',
      'post',
      `/promotions/${promotionId}/decisions`,
      {
        decision: 'reject',
        bindingDigest: body.promotion.bindingDigest,
      },
    );
    expect(silent.body.error.reason).toBe('comment-required');
    const rejected = await scenario.decide(
      promotionId,
      'reviewer-one',
      'reject',
    );
    expect(rejected.body.state).toBe('rejected');
    await backend.stop();
  });

  it('waits again once a decision that it needs is taken back, and no longer than a request may', async () => {
    const { scenario, backend, knex } = await begin();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    const row = async () =>
      (await knex('promotions').where({ id: promotionId }))[0];
    const requested = await row();
    const takeBack = (by: string) =>
      scenario.person(
        by,
        'delete',
        `/promotions/${promotionId}/decisions/mine`,
      );
    await scenario.decide(promotionId, 'reviewer-one');
    expect(await row()).toMatchObject({ state: 'approved' });
    await takeBack('reviewer-one').expect(200);
    expect(await row()).toMatchObject({
      state: 'requested',
      approved_at: null,
      expires_at: requested.expires_at,
    });
    await backend.stop();
  });

  it('stays approved when a decision that it does not need is taken back', async () => {
    const { scenario, backend, knex } = await begin();
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    await scenario.decide(promotionId, 'reviewer-one');
    await scenario.decide(promotionId, 'reviewer-two');
    await scenario
      .person(
        'reviewer-one',
        'delete',
        `/promotions/${promotionId}/decisions/mine`,
      )
      .expect(200);
    const [row] = await knex('promotions').where({ id: promotionId });
    expect(row.state).toBe('approved');
    await backend.stop();
  });
});
