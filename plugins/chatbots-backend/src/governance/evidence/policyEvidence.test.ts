import { readFileSync } from 'node:fs';
import { createTestDatabases } from '../../__testUtils__/databases';
import { DEFAULT_POLICY } from '../../__testUtils__/governanceFixtures';

import { attackedPortal, REFUSED } from '../../__testUtils__/attackedPortal';

const databases = createTestDatabases();
const TEXT = readFileSync(DEFAULT_POLICY, 'utf8');

// Each attack is what somebody does who can write the database and has no key.
describe.each(databases.eachSupportedId())('evidence of policies on %s', id => {
  const attacked = attackedPortal(() => databases.init(id));
  const { outcomeOf } = attacked;

  /** Proposes a policy that asks for more, and returns its number. */
  async function propose(text: string): Promise<number> {
    const { body } = await attacked.scenario
      .person('platform-admin', 'post', '/policies', { text })
      .expect(201);
    return body.number;
  }

  const approvePolicy = async (number: number, by: string) => {
    const { status, body } = await attacked.scenario.person(
      by,
      'post',
      `/policies/${number}/approvals`,
    );
    return { status, reason: body.error?.reason, state: body.state };
  };

  it('activates no policy by an approval without an event', async () => {
    const strict = await propose(TEXT.replace('count: 1', 'count: 2'));
    expect(await approvePolicy(strict, 'reviewer-one')).toMatchObject({
      state: 'active',
    });
    const next = await propose(TEXT.replace('min: 0.85', 'min: 0.1'));
    await attacked.knex('policy_approvals').insert({
      policy_number: next,
      user_ref: 'user:default/reviewer-two',
      approved_at: new Date().toISOString(),
    });
    expect(outcomeOf(await approvePolicy(next, 'reviewer-one'))).toEqual(
      REFUSED,
    );
    await attacked
      .knex('policy_approvals')
      .where({ policy_number: next })
      .delete();
    expect(await approvePolicy(next, 'reviewer-one')).toMatchObject({
      state: 'proposed',
    });
    expect(await approvePolicy(next, 'reviewer-two')).toMatchObject({
      state: 'active',
    });
  });

  it('activates no text that was not proposed', async () => {
    const number = await propose(TEXT.replace('min: 0.85', 'min: 0.9'));
    await attacked
      .knex('policies')
      .where({ number })
      .update({ text: TEXT.replace('min: 0.85', 'min: 0.1') });
    expect(outcomeOf(await approvePolicy(number, 'reviewer-one'))).toEqual(
      REFUSED,
    );
    const active = await attacked.knex('policies').where({ state: 'active' });
    expect(active).toMatchObject([{ number: 1 }]);
  });

  it('puts no policy in force at once where one was in force before', async () => {
    await attacked
      .knex('policies')
      .update({ state: 'retired', active_key: null });
    const { status, body } = await attacked.scenario.person(
      'platform-admin',
      'post',
      '/policies',
      { text: TEXT.replace('min: 0.85', 'min: 0.1') },
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
    expect(await attacked.knex('policies').where({ state: 'active' })).toEqual(
      [],
    );
  });

  it('approves nothing by a policy that was put back, with the activation of the next one made unreadable', async () => {
    const number = await propose(TEXT.replace('min: 0.85', 'min: 0.9'));
    await approvePolicy(number, 'reviewer-one');
    await attacked.numbered();
    await attacked
      .knex('audit_events')
      .where({ type: 'policy.activated', subject_id: String(number) })
      .update({ mac: 'x' });
    await attacked
      .knex('policies')
      .where({ number })
      .update({ state: 'retired', active_key: null });
    await attacked
      .knex('policies')
      .where({ number: 1 })
      .update({ state: 'active', active_key: 'active' });
    const promotionId = await attacked.scenario.request('1.0.0', 'staging');
    const { status, body } = await attacked.scenario.decide(
      promotionId,
      'reviewer-one',
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
  });

  it('approves nothing by a policy that was edited, or is in force no more', async () => {
    const number = await propose(TEXT.replace('min: 0.85', 'min: 0.9'));
    await approvePolicy(number, 'reviewer-one');
    await attacked
      .knex('policies')
      .where({ number })
      .update({ text: TEXT.replace('min: 0.85', 'min: 0.1') });
    const promotionId = await attacked.scenario.request('1.0.0', 'staging');
    const edited = await attacked.scenario.decide(promotionId, 'reviewer-one');
    expect(
      outcomeOf({
        status: edited.status,
        reason: edited.body.error?.reason,
      }),
    ).toEqual(REFUSED);

    await attacked
      .knex('policies')
      .where({ number })
      .update({ state: 'retired', active_key: null });
    await attacked
      .knex('policies')
      .where({ number: 1 })
      .update({ state: 'active', active_key: 'active' });
    // The first answer says what changed; the second decides on it.
    await attacked.scenario.decide(promotionId, 'reviewer-one');
    const old = await attacked.scenario.decide(promotionId, 'reviewer-one');
    expect(
      outcomeOf({ status: old.status, reason: old.body.error?.reason }),
    ).toEqual(REFUSED);
  });
});
