import { createTestDatabases } from '../../__testUtils__/databases';
import { attackedPortal, REFUSED } from '../../__testUtils__/attackedPortal';
import { goldenReport } from '../../__testUtils__/governanceFixtures';
import { stopClockAt } from '../../__testUtils__/oldLog';

const databases = createTestDatabases();
const LATER = '2099-01-01T00:00:00.000Z';
const EARLIER = '2020-01-01T00:00:00.000Z';

// Each attack is what somebody does who can write the database and has no key.
describe.each(databases.eachSupportedId())('what is signed on %s', id => {
  const attacked = attackedPortal(() => databases.init(id));
  const { outcomeOf, approved, issue, consume } = attacked;

  afterEach(() => {
    jest.useRealTimers();
  });

  const stateOf = async (promotionId: string) => {
    const [{ state }] = await attacked
      .knex('promotions')
      .where({ id: promotionId });
    return state;
  };

  /** Types of the events about a promotion, oldest first. */
  const toldOf = (promotionId: string): Promise<string[]> =>
    attacked
      .knex('audit_events')
      .where({ subject_id: promotionId })
      .orderBy('insert_id')
      .pluck('type');

  const decide = async (promotionId: string, by = 'reviewer-one') => {
    const { status, body } = await attacked.scenario.decide(promotionId, by);
    return outcomeOf({ status, reason: body.error?.reason });
  };

  /** Changes the policy in force without proposing it. */
  const editPolicy = async () => {
    const [{ number, text }] = await attacked
      .knex('policies')
      .where({ state: 'active' });
    await attacked
      .knex('policies')
      .where({ number })
      .update({ text: text.replace('min: 0.85', 'min: 0.1') });
    return () => attacked.knex('policies').where({ number }).update({ text });
  };

  it('is no decision on a promotion whose requesters were not recorded', async () => {
    await attacked.scenario.toStaging('1.0.0');
    const promotionId = await attacked.scenario.request('1.0.0', 'production');
    const before = await toldOf(promotionId);
    await attacked
      .knex('promotions')
      .where({ id: promotionId })
      .update({ requested_by: JSON.stringify(['user:default/lead']) });
    expect(await decide(promotionId)).toEqual(REFUSED);
    expect(await toldOf(promotionId)).toEqual(before);
  });

  it('is no decision under a policy that was not proposed', async () => {
    await attacked.scenario.toStaging('1.0.0');
    const promotionId = await attacked.scenario.request('1.0.0', 'production');
    const before = await toldOf(promotionId);
    // Text and rules stay, so that nothing is void: only the policy is not the one that was proposed.
    const [{ number, digest }] = await attacked.knex('policies');
    await attacked
      .knex('policies')
      .where({ number })
      .update({ digest: digest.replace(/./g, '0') });
    expect(await decide(promotionId)).toEqual(REFUSED);
    expect(await toldOf(promotionId)).toEqual(before);
    await attacked.knex('policies').where({ number }).update({ digest });
    expect(await decide(promotionId)).toMatchObject({ status: 201 });
  });

  it('is no expiry of a promotion whose time was cut short', async () => {
    const promotionId = await attacked.scenario.request('1.0.0', 'staging');
    const [{ expires_at }] = await attacked.knex('promotions');
    await attacked.knex('promotions').update({ expires_at: EARLIER });
    const before = await toldOf(promotionId);
    expect(await decide(promotionId)).toEqual(REFUSED);
    expect(await toldOf(promotionId)).toEqual(before);
    expect(await stateOf(promotionId)).toBe('requested');
    await attacked.knex('promotions').update({ expires_at });
    expect(await decide(promotionId)).toMatchObject({ status: 201 });
  });

  it('is no void, and no new binding, by a policy that was edited', async () => {
    const decided = await approved();
    const before = await toldOf(decided);
    const restore = await editPolicy();
    expect(outcomeOf(await issue(decided))).toEqual(REFUSED);
    expect(await toldOf(decided)).toEqual(before);
    expect(await stateOf(decided)).toBe('approved');
    await restore();
    expect(await issue(decided)).toMatchObject({ status: 200 });
  });

  it('is no void by an evaluation that was edited', async () => {
    const promotionId = await approved();
    await attacked
      .knex('evaluation_metrics')
      .where({ name: 'refusal_accuracy' })
      .update({ value: 0.2 });
    await attacked.knex('evaluations').update({ content_digest: 'edited' });
    expect(outcomeOf(await issue(promotionId))).toEqual(REFUSED);
    expect(await stateOf(promotionId)).toBe('approved');
  });

  it('keeps no pipeline from reporting, and becomes void once its row is restored', async () => {
    const promotionId = await approved();
    const [{ expires_at }] = await attacked.knex('promotions');
    await attacked.knex('promotions').update({ expires_at: EARLIER });
    await attacked.scenario
      .pipeline(
        'post',
        '/evaluations',
        goldenReport({ version: '1.0.0', run: { id: 'again' } }),
      )
      .expect(201);
    expect(await stateOf(promotionId)).toBe('approved');
    await attacked.knex('promotions').update({ expires_at });
    expect(await issue(promotionId)).toMatchObject({
      status: 409,
      reason: 'promotion-void',
    });
    expect(await stateOf(promotionId)).toBe('void');
  });

  it('is an expiry, too, where the people of the promotion were erased', async () => {
    const promotionId = await attacked.scenario.request('1.0.0', 'staging');
    await attacked.knex('people').update({ user_ref: null });
    stopClockAt(LATER);
    await decide(promotionId);
    jest.useRealTimers();
    expect(await stateOf(promotionId)).toBe('expired');
  });

  it('answers a repeated consumption only by what was recorded', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    expect(await consume(promotionId, permitId)).toMatchObject({ status: 201 });
    expect(await consume(promotionId, permitId)).toMatchObject({ status: 200 });
    const [permit] = await attacked.knex('permits');
    for (const columns of [
      { consumed_at: EARLIER },
      { deployment_id: promotionId },
    ]) {
      await attacked.knex('permits').update(columns);
      expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
      await attacked.knex('permits').update(permit);
    }
    expect(await consume(promotionId, permitId)).toMatchObject({ status: 200 });
  });

  it('answers no other run than the one that consumed the permit', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    const [{ digest }] = await attacked.knex('promotions');
    await attacked.scenario
      .pipeline('post', `/permits/${permitId}/consume`, {
        idempotencyKey: 'run-of-another',
        digest,
      })
      .expect(201);
    await attacked.knex('permits').update({ idempotency_key: 'run-1' });
    expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
  });

  it('lets no job go on by a consumption that was written by SQL', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    await attacked.scenario
      .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
      .expect(200);
    await attacked.knex('permits').update({
      consumed_at: new Date().toISOString(),
      idempotency_key: 'run-1',
      deployment_id: promotionId,
    });
    expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
  });
});
