import { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { stopClockAt } from '../../__testUtils__/oldLog';
import { organisation } from '../../__testUtils__/organisation';
import {
  acceptFacts,
  registerWithToken,
} from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { recordedEvents } from '../../__testUtils__/recordedEvents';

const databases = createTestDatabases();
const config = { chatbots: { policy: { file: DEFAULT_POLICY } } };
const PAST = '2026-01-01T00:00:00.000Z';

describe.each(databases.eachSupportedId())('permits on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let scenario: Scenario;
  let digest: string;

  beforeEach(async () => {
    knex = await databases.init(id);
    portal = await startChatbots({ knex, config });
    scenario = await Scenario.begin(portal.server);
    digest = await scenario.version('1.0.0');
  });

  afterEach(async () => {
    jest.useRealTimers();
    await portal.backend.stop();
  });

  /** A promotion to staging that everybody who is asked has approved. */
  async function approved(version = '1.0.0'): Promise<string> {
    const promotionId = await scenario.request(version, 'staging');
    expect(await scenario.decide(promotionId, 'reviewer-one')).toMatchObject({
      body: { state: 'approved' },
    });
    return promotionId;
  }

  const fetchPermit = async (promotionId: string, token = scenario.token) => {
    const { status, body } = await scenario
      .pipeline('post', `/promotions/${promotionId}/permit`)
      .set('Authorization', `Bearer ${token}`);
    return { status, reason: body.error?.reason, permitId: body.permitId };
  };

  async function released(version?: string) {
    const promotionId = await approved(version);
    const { permitId } = await fetchPermit(promotionId);
    return { promotionId, permitId };
  }

  const consume = async (
    permitId: string,
    { key = 'run-1', of = digest, token = scenario.token } = {},
  ) => {
    const { status, body } = await scenario
      .pipeline('post', `/permits/${permitId}/consume`, {
        idempotencyKey: key,
        digest: of,
      })
      .set('Authorization', `Bearer ${token}`);
    return { status, reason: body.error?.reason, deploymentId: body.id };
  };

  const stateOf = async (promotionId: string) =>
    (await knex('promotions').where({ id: promotionId }))[0].state;

  /** Nothing was deployed and nothing says that it could have been. */
  async function expectNothingDeployed() {
    expect(await knex('deployments')).toEqual([]);
    expect(await knex('stages')).toEqual([]);
    expect(await knex('permits').whereNotNull('consumed_at')).toEqual([]);
    expect(
      await knex('audit_events').whereIn('type', [
        'promotion.deploying',
        'promotion.deployed',
      ]),
    ).toEqual([]);
  }

  it('are used once', async () => {
    const { promotionId, permitId } = await released();
    const first = await consume(permitId);
    expect(first).toMatchObject({ status: 201 });
    // The same run and attempt may not have heard the answer.
    expect(await consume(permitId)).toEqual({ ...first, status: 200 });
    expect(await consume(permitId, { key: 'run-2' })).toMatchObject({
      status: 409,
      reason: 'permit-consumed',
    });
    expect(await fetchPermit(promotionId)).toMatchObject({
      status: 409,
      reason: 'permit-consumed',
    });
    await scenario
      .pipeline('post', `/deployments/${first.deploymentId}/outcome`, {
        outcome: 'deployed',
      })
      .expect(200);
    expect(await consume(permitId, { key: 'run-3' })).toMatchObject({
      status: 409,
      reason: 'permit-consumed',
    });
    expect(await knex('deployments')).toHaveLength(1);
  });

  it('are used once by runs that come at the same moment', async () => {
    const { permitId } = await released();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map(key => consume(permitId, { key })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 409, 409, 409,
    ]);
    expect(await knex('deployments')).toHaveLength(1);
  });

  it('release one digest and no other', async () => {
    const { promotionId, permitId } = await released();
    const other = await scenario.version('2.0.0');
    expect(await consume(permitId, { of: other })).toMatchObject({
      status: 409,
      reason: 'permit-digest-mismatch',
    });
    await expectNothingDeployed();
    expect(await stateOf(promotionId)).toBe('released');
    // A mistake of one run costs nobody the permit, and its key vouches for no other digest.
    expect(await consume(permitId)).toMatchObject({ status: 201 });
    expect(await consume(permitId, { of: other })).toMatchObject({
      status: 409,
      reason: 'permit-digest-mismatch',
    });
  });

  it('expire', async () => {
    const { promotionId, permitId } = await released();
    const [{ expires_at }] = await knex('permits');
    await knex('permits').update({ expires_at: PAST });
    expect(await consume(permitId)).toMatchObject({
      status: 409,
      reason: 'permit-expired',
    });
    await knex('permits').update({ expires_at });
    stopClockAt(expires_at);
    expect(await consume(permitId)).toMatchObject({
      status: 409,
      reason: 'permit-expired',
    });
    await expectNothingDeployed();
    expect(await stateOf(promotionId)).toBe('expired');
    // The way out is a new request.
    expect(await released()).toMatchObject({
      permitId: expect.not.stringContaining(permitId),
    });
  });

  it('are not issued for an approval that has expired', async () => {
    const promotionId = await approved();
    const [{ expires_at }] = await knex('promotions');
    stopClockAt(expires_at);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await fetchPermit(promotionId)).toMatchObject({
        status: 409,
        reason: 'approval-expired',
      });
    }
    expect(await knex('permits')).toEqual([]);
    await expectNothingDeployed();
    expect(await stateOf(promotionId)).toBe('expired');
  });

  it('are not issued when an approver has left the group', async () => {
    const promotionId = await approved();
    await portal.backend.stop();
    portal = await startChatbots({
      knex,
      config,
      entities: organisation.map(entity =>
        entity.metadata.name === 'reviewer-one'
          ? { ...entity, relations: [] }
          : entity,
      ),
    });
    scenario = scenario.at(portal.server);
    expect(await fetchPermit(promotionId)).toMatchObject({
      status: 409,
      reason: 'quorum-missing',
    });
    expect(await knex('permits')).toEqual([]);
    await expectNothingDeployed();
  });

  it('are not issued when the evidence has grown old', async () => {
    const promotionId = await approved();
    await knex('evaluations').update({ finished_at: PAST });
    expect(await fetchPermit(promotionId)).toMatchObject({
      status: 409,
      reason: 'checks-not-passed',
    });
    expect(await knex('permits')).toEqual([]);
    await expectNothingDeployed();
  });

  it('are void when what they rest on changes before they are used', async () => {
    const { promotionId, permitId } = await released();
    await scenario
      .person('engineer', 'post', '/chatbots/support-bot/facts-proposals', {
        riskClass: 'high',
      })
      .expect(201);
    await acceptFacts(scenario.server);
    expect(await consume(permitId)).toMatchObject({
      status: 409,
      reason: 'promotion-void',
    });
    await expectNothingDeployed();
    expect(await stateOf(promotionId)).toBe('void');
  });

  it('open one deployment to a stage at a time', async () => {
    const first = await released();
    await consume(first.permitId);
    const secondDigest = await scenario.version('2.0.0');
    const second = await released('2.0.0');
    expect(await consume(second.permitId, { of: secondDigest })).toMatchObject({
      status: 409,
      reason: 'deployment-open',
    });
    const [open] = await knex('deployments');
    // Whatever raced, the database would refuse it too.
    await expect(
      knex('deployments').insert({ ...open, id: 'another' }),
    ).rejects.toThrow();
    expect(await knex('deployments')).toHaveLength(1);

    const path = `/deployments/${open.id}`;
    const failed = { outcome: 'failed' };
    await scenario.pipeline('post', `${path}/outcome`, failed).expect(200);
    await scenario.pipeline('post', `${path}/outcome`, failed).expect(200);
    const late = await scenario.pipeline('post', `${path}/outcome`, {
      outcome: 'deployed',
    });
    expect(late.body.error.reason).toBe('deployment-closed');
    expect(
      await consume(second.permitId, { of: secondDigest, key: 'again' }),
    ).toMatchObject({ status: 201 });
  });

  it('are for the own pipeline only', async () => {
    const foreign = await registerWithToken(portal.server, {
      name: 'other-bot',
    });
    const theirs = { token: foreign };
    const promotionId = await approved();
    const refused = { status: 403, reason: 'token-foreign' };
    expect(await fetchPermit(promotionId, foreign)).toMatchObject(refused);
    expect(await knex('permits')).toEqual([]);
    const { permitId } = await fetchPermit(promotionId);
    expect(await consume(permitId, theirs)).toMatchObject(refused);
    await expectNothingDeployed();
    const { deploymentId } = await consume(permitId);
    const path = `/deployments/${deploymentId}`;
    const before = await recordedEvents(knex);
    for (const call of [
      scenario.pipeline('get', path),
      scenario.pipeline('post', `${path}/outcome`, { outcome: 'failed' }),
      scenario.pipeline('post', `${path}/steps`, {
        sequence: 1,
        name: 'canary',
        weight: 50,
        status: 'healthy',
      }),
    ]) {
      const { status, body } = await call.set(
        'Authorization',
        `Bearer ${foreign}`,
      );
      expect({ status, reason: body.error.reason }).toEqual(refused);
    }
    expect(await knex('deployment_steps')).toEqual([]);
    expect(await recordedEvents(knex)).toHaveLength(before.length);
    expect(await consume('11111111-1111-4111-8111-111111111111')).toMatchObject(
      { status: 404, reason: 'permit-unknown' },
    );
  });
});
