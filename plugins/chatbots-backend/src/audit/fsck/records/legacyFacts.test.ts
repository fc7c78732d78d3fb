import { canonicalJson } from '@chatbot-portal/transparency-log';
import { createTestDatabases } from '../../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../../__testUtils__/startChatbots';
import { until } from '../../../__testUtils__/until';
import { runFsck } from '../runFsck';

const databases = createTestDatabases();

/** What origins told later. */
const ORIGIN = ['runEvent', 'refProtected', 'workflowFile'];

/** Facts and texts that events had not before they had types. */
const LATER: Record<string, string[]> = {
  'chatbot.registered': ['repositoryUrl'],
  'token.issued': ['tokenDigest'],
  'version.reported': [
    'versionId',
    'promptTexts',
    'commitsDigest',
    'runDigest',
    'modelCardDigest',
    ...ORIGIN,
  ],
  'evaluation.reported': [
    'versionId',
    'identityDigest',
    'runDigest',
    ...ORIGIN,
  ],
  'policy.activated': ['digest'],
  'promotion.requested': [
    'versionId',
    'expiresAt',
    'summary',
    'replacesVersion',
    'contributorsDigest',
  ],
  'promotion.reopened': ['expiresAt'],
  'promotion.decided': ['decisionId'],
  'promotion.decision-withdrawn': ['decisionId', 'digest'],
  'promotion.approved': ['expiresAt'],
  'promotion.released': ['envelopeDigest'],
  'promotion.deploying': [
    'strategy',
    'replacesVersion',
    'fallbackDigest',
    'approvers',
    'idempotencyKey',
    'runDigest',
  ],
  'deployment.step-reported': ['promotionId', 'message'],
  'deployment.deployed': ['promotionId'],
};

describe.each(databases.eachSupportedId())('a log of before on %s', id => {
  it('agrees with its rows as far as its events tell', async () => {
    const knex = await databases.init(id);
    const { server, backend } = await startChatbots({
      knex,
      config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
    });
    const scenario = await Scenario.begin(server);
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
    await scenario.person(
      'engineer',
      'post',
      `/promotions/${promotionId}/withdrawal`,
    );
    await scenario.toStaging('1.0.0');
    await until(
      async () =>
        (await knex('audit_events').whereNull('sequence')).length === 0,
    );
    await backend.stop();

    const rows = await knex('audit_events');
    expect(rows.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['promotion.reopened', 'promotion.deployed']),
    );
    for (const row of rows) {
      const body = JSON.parse(row.body);
      const { data } = body;
      for (const name of LATER[row.type] ?? []) {
        for (const part of [data, data.people ?? {}, data.texts ?? {}]) {
          delete part[name];
        }
        await knex('audit_texts')
          .where({ event_id: row.id, field: name })
          .delete();
      }
      for (const part of ['people', 'texts']) {
        if (data[part] && Object.keys(data[part]).length === 0) {
          delete data[part];
        }
      }
      if (row.type === 'promotion.reopened') {
        body.type = 'promotion.requested';
      }
      await knex('audit_events')
        .where({ id: row.id })
        .update({ type: body.type, body: canonicalJson(body) });
    }

    const found = async () =>
      (await runFsck(knex, { trustedKeys: [], anchors: [] }))
        .map(({ code }) => code)
        // The hashes of these texts were not made again.
        .filter(
          code =>
            !['checkpoint-unsigned', 'event-changed', 'node-wrong'].includes(
              code,
            ),
        );
    expect(await found()).toEqual([]);
    // What old events do not tell is unknown; what they tell is held to them.
    await knex('deployments').update({ strategy: 'blue-green' });
    expect(await found()).toEqual([]);
    await knex('deployments').update({ message: 'all is well' });
    expect(await found()).toEqual(['deployment-changed']);
    await knex('decisions').update({ decided_at: '2030-01-01T00:00:00.000Z' });
    expect(await found()).toContain('promotion-decisions');
    await knex('promotions')
      .where({ id: promotionId })
      .update({ state: 'approved' });
    expect(await found()).toContain('promotion-state');
  });
});
