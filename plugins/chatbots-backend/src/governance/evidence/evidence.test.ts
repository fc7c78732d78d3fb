import { AuditorService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import {
  DEFAULT_POLICY,
  GOOD,
  Story,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { eventColumns, leafHashOf } from '../../audit/authenticateEvent';

const databases = createTestDatabases();
const TEXT = readFileSync(DEFAULT_POLICY, 'utf8');
const REASON = 'evidence-not-authenticated';
const REFUSED = { status: 409, reason: REASON, audited: true, notified: true };
const NO_PERMIT = { ...REFUSED, permits: [] };

// Each attack is what somebody does who can write the database and has no key.
describe.each(databases.eachSupportedId())('evidence on %s', id => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startChatbots>>;
  let story: Story;
  let createEvent: jest.Mock<
    ReturnType<AuditorService['createEvent']>,
    Parameters<AuditorService['createEvent']>
  >;

  beforeEach(async () => {
    knex = await databases.init(id);
    createEvent = jest.fn<
      ReturnType<AuditorService['createEvent']>,
      Parameters<AuditorService['createEvent']>
    >(async () => ({
      success: async () => {},
      fail: async () => {},
    }));
    portal = await startChatbots({
      knex,
      config: {
        chatbots: {
          policy: { file: DEFAULT_POLICY },
          audit: { alarm: { recipients: ['group:default/platform'] } },
        },
      },
      features: [mockServices.auditor.mock({ createEvent }).factory],
    });
    story = await Story.begin(portal.server);
    await story.version('1.0.0');
  });

  afterEach(async () => {
    await portal.backend.stop();
  });

  /** Waits until everything has its number. */
  const numbered = () =>
    until(
      async () => !(await knex('audit_events').whereNull('sequence').first()),
    );

  const bindingOf = async (promotionId: string) => {
    const [row] = await knex('promotions')
      .where({ id: promotionId })
      .select('binding_digest');
    return row.binding_digest;
  };

  /** Writes an approval as the portal would, without its event. */
  async function forgeDecision(
    promotionId: string,
    user = 'user:default/reviewer-one',
    at = new Date().toISOString(),
  ): Promise<string> {
    const decisionId = randomUUID();
    await knex('decisions').insert({
      id: decisionId,
      promotion_id: promotionId,
      user_ref: user,
      outcome: 'approve',
      binding_digest: await bindingOf(promotionId),
      active_key: decisionId,
      comment: null,
      decided_at: at,
      withdrawn_at: null,
    });
    return decisionId;
  }

  const setState = (promotionId: string, state: 'approved' | 'released') =>
    knex('promotions')
      .where({ id: promotionId })
      .update({
        state,
        state_reason: null,
        open_key: promotionId,
        approved_at: new Date().toISOString(),
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      });

  const issue = async (promotionId: string) => {
    const { status, body } = await story.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    return { status, reason: body.error?.reason, permitId: body.permitId };
  };

  const consume = async (promotionId: string, permitId: string) => {
    const [{ digest }] = await knex('promotions').where({ id: promotionId });
    const { status, body } = await story.pipeline(
      'post',
      `/permits/${permitId}/consume`,
      { idempotencyKey: 'run-1', digest },
    );
    return { status, reason: body.error?.reason };
  };

  async function approved(): Promise<string> {
    const promotionId = await story.request('1.0.0', 'staging');
    const { body } = await story.decide(promotionId, 'reviewer-one');
    expect(body).toMatchObject({ state: 'approved' });
    return promotionId;
  }

  /** An answer, and who has heard of it. */
  const outcomeOf = ({
    status,
    reason,
  }: {
    status: number;
    reason?: string;
  }) => ({
    status,
    reason,
    audited: createEvent.mock.calls.some(
      ([{ eventId, severityLevel }]) =>
        eventId === REASON && severityLevel === 'critical',
    ),
    notified: portal.notifications.send.mock.calls.some(
      ([{ payload }]) =>
        payload.title === 'Audit log: rows that the portal did not write' &&
        payload.severity === 'critical',
    ),
  });

  /** What asking for the permit comes to, with the permits there are. */
  const release = async (promotionId: string) => ({
    ...outcomeOf(await issue(promotionId)),
    permits: await knex('permits'),
  });

  it('issues no permit for a decision without an event', async () => {
    const promotionId = await story.request('1.0.0', 'staging');
    await forgeDecision(promotionId);
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('approves nothing that a decision without an event completes', async () => {
    await story.toStaging('1.0.0');
    const promotionId = await story.request('1.0.0', 'production');
    await forgeDecision(promotionId);
    const { status, body } = await story.decide(promotionId, 'reviewer-two');
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
    const [{ state }] = await knex('promotions').where({ id: promotionId });
    expect(state).toBe('requested');
    // What was honest goes on once the forged row is gone.
    await knex('decisions')
      .where({ promotion_id: promotionId, comment: null })
      .delete();
    await story.decide(promotionId, 'reviewer-one');
    expect((await story.decide(promotionId, 'reviewer-two')).body.state).toBe(
      'approved',
    );
  });

  it('takes no decision that was made on another promotion', async () => {
    const first = await approved();
    await story
      .person('engineer', 'post', `/promotions/${first}/withdrawal`)
      .expect(200);
    await story.version('2.0.0');
    const second = await story.request('2.0.0', 'staging');
    await knex('decisions')
      .where({ promotion_id: first })
      .update({
        promotion_id: second,
        binding_digest: await bindingOf(second),
      });
    await setState(second, 'approved');
    expect(await release(second)).toEqual(NO_PERMIT);
  });

  it('takes no decision in another person’s name', async () => {
    const first = await story.request('1.0.0', 'staging');
    await story.decide(first, 'reviewer-two');
    await story
      .person('engineer', 'post', `/promotions/${first}/withdrawal`)
      .expect(200);
    const promotionId = await approved();
    await knex('decisions')
      .where({ promotion_id: promotionId })
      .update({ user_ref: 'user:default/reviewer-two' });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('takes no copy of a true event, under its own or another id', async () => {
    const done = await approved();
    await story.version('2.0.0');
    const promotionId = await story.request('2.0.0', 'staging');
    await numbered();
    await dropGuards(knex);
    const [event] = await knex('audit_events').where({
      type: 'promotion.decided',
      subject_id: done,
    });
    const { insert_id: _, ...columns } = event;
    const decisionId = await forgeDecision(
      promotionId,
      'user:default/reviewer-one',
      event.occurred_at,
    );
    await setState(promotionId, 'approved');

    // The true text under other columns.
    await knex('audit_events').insert({
      ...columns,
      id: randomUUID(),
      subject_id: promotionId,
      sequence: null,
    });
    expect(await release(promotionId)).toEqual(NO_PERMIT);

    // Another text under the true MAC.
    const body = parseAuditEventText(event.body);
    const [{ version, digest }] = await knex('promotions').where({
      id: promotionId,
    });
    const changed = {
      ...body,
      eventId: randomUUID(),
      subject: { ...body.subject, id: promotionId },
      data: {
        ...body.data,
        version,
        digest,
        decisionId,
        bindingDigest: await bindingOf(promotionId),
      },
    };
    const text = canonicalJson(changed);
    await knex('audit_events').insert({
      ...columns,
      ...eventColumns(changed),
      body: text,
      leaf_hash: leafHashOf(text),
      sequence: null,
    });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('takes no event whose MAC was taken away since events have one', async () => {
    const promotionId = await approved();
    await numbered();
    await dropGuards(knex);
    await knex('audit_events')
      .where({ type: 'promotion.decided' })
      .update({ mac: null, mac_key_id: null });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('counts no decision that was taken back, whatever its row says', async () => {
    const promotionId = await approved();
    await story
      .person(
        'reviewer-one',
        'delete',
        `/promotions/${promotionId}/decisions/mine`,
      )
      .expect(200);
    await numbered();
    await knex('decisions').update({ withdrawn_at: null, active_key: 'back' });
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);

    // Nor when what took it back is made unreadable.
    await dropGuards(knex);
    await knex('audit_events')
      .where({ type: 'promotion.decision-withdrawn' })
      .update({ mac: 'AAAA' });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('releases nothing that has ended', async () => {
    const promotionId = await approved();
    await story
      .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
      .expect(200);
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('takes no rules and no requesters that were not recorded', async () => {
    const promotionId = await story.request('1.0.0', 'staging');
    const [{ rules }] = await knex('promotions').where({ id: promotionId });
    await knex('promotions').update({
      rules: JSON.stringify({ ...JSON.parse(rules), approvals: [] }),
    });
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);

    await knex('promotions').update({
      rules,
      requested_by: JSON.stringify(['user:default/lead']),
    });
    await story.decide(promotionId, 'reviewer-one');
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('counts no evaluation whose numbers were edited', async () => {
    await story.version('2.0.0', { ...GOOD, refusal_accuracy: 0.2 });
    await knex('evaluation_metrics')
      .where({ name: 'refusal_accuracy', value: 0.2 })
      .update({ value: 0.95 });
    const promotionId = await story.request('2.0.0', 'staging');
    const { status, body } = await story.decide(promotionId, 'reviewer-one');
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
    await setState(promotionId, 'approved');
    expect(await knex('decisions')).toEqual([]);
  });

  it('counts no evaluation that was moved to another version', async () => {
    await story.version('2.0.0', { ...GOOD, refusal_accuracy: 0.2 });
    const [from] = await knex('model_versions').where({ version: '1.0.0' });
    const [to] = await knex('model_versions').where({ version: '2.0.0' });
    await knex('evaluations')
      .where({ version_id: to.id })
      .update({ version_id: from.id });
    await knex('evaluations')
      .where({ version: '1.0.0' })
      .update({ version_id: to.id, version: to.version, digest: to.digest });
    const promotionId = await story.request('2.0.0', 'staging');
    const { status, body } = await story.decide(promotionId, 'reviewer-one');
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
  });

  it('opens no deployment by a permit that was not issued', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    const far = new Date(Date.now() + 1e9).toISOString();
    await knex('permits').update({ expires_at: far });
    expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
    const forged = randomUUID();
    await knex('permits').update({ id: forged });
    expect(outcomeOf(await consume(promotionId, forged))).toEqual(REFUSED);
    expect(await knex('deployments')).toEqual([]);
  });

  it('opens no deployment once the decisions it rests on are not authentic', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    await knex('decisions').update({ user_ref: 'user:default/reviewer-two' });
    expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
    await knex('decisions').update({ user_ref: 'user:default/reviewer-one' });
    expect(await consume(promotionId, permitId)).toMatchObject({ status: 201 });
  });

  /** Proposes a policy that asks for more, and returns its number. */
  async function propose(text: string): Promise<number> {
    const { body } = await story
      .person('platform-admin', 'post', '/policies', { text })
      .expect(201);
    return body.number;
  }

  const approvePolicy = async (number: number, by: string) => {
    const { status, body } = await story.person(
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
    await knex('policy_approvals').insert({
      policy_number: next,
      user_ref: 'user:default/reviewer-two',
      approved_at: new Date().toISOString(),
    });
    expect(outcomeOf(await approvePolicy(next, 'reviewer-one'))).toEqual(
      REFUSED,
    );
    await knex('policy_approvals').where({ policy_number: next }).delete();
    expect(await approvePolicy(next, 'reviewer-one')).toMatchObject({
      state: 'proposed',
    });
    expect(await approvePolicy(next, 'reviewer-two')).toMatchObject({
      state: 'active',
    });
  });

  it('activates no text that was not proposed', async () => {
    const number = await propose(TEXT.replace('min: 0.85', 'min: 0.9'));
    await knex('policies')
      .where({ number })
      .update({ text: TEXT.replace('min: 0.85', 'min: 0.1') });
    expect(outcomeOf(await approvePolicy(number, 'reviewer-one'))).toEqual(
      REFUSED,
    );
    const active = await knex('policies').where({ state: 'active' });
    expect(active).toMatchObject([{ number: 1 }]);
  });

  it('puts no policy in force at once where one was in force before', async () => {
    await knex('policies').update({ state: 'retired', active_key: null });
    const { status, body } = await story.person(
      'platform-admin',
      'post',
      '/policies',
      { text: TEXT.replace('min: 0.85', 'min: 0.1') },
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
    expect(await knex('policies').where({ state: 'active' })).toEqual([]);
  });

  it('approves nothing by a policy that was edited, or is in force no more', async () => {
    const number = await propose(TEXT.replace('min: 0.85', 'min: 0.9'));
    await approvePolicy(number, 'reviewer-one');
    await knex('policies')
      .where({ number })
      .update({ text: TEXT.replace('min: 0.85', 'min: 0.1') });
    const promotionId = await story.request('1.0.0', 'staging');
    const edited = await story.decide(promotionId, 'reviewer-one');
    expect(
      outcomeOf({
        status: edited.status,
        reason: edited.body.error?.reason,
      }),
    ).toEqual(REFUSED);

    await knex('policies')
      .where({ number })
      .update({ state: 'retired', active_key: null });
    await knex('policies')
      .where({ number: 1 })
      .update({ state: 'active', active_key: 'active' });
    // The first answer says what changed; the second decides on it.
    await story.decide(promotionId, 'reviewer-one');
    const old = await story.decide(promotionId, 'reviewer-one');
    expect(
      outcomeOf({ status: old.status, reason: old.body.error?.reason }),
    ).toEqual(REFUSED);
  });
});
