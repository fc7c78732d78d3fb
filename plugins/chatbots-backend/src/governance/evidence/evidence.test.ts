import { parseAuditEventText } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { randomUUID } from 'node:crypto';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { GOOD, goldenReport } from '../../__testUtils__/governanceFixtures';
import { eventColumns, leafHashOf } from '../../audit/authenticateEvent';

import { attackedPortal, REFUSED } from '../../__testUtils__/attackedPortal';

const databases = createTestDatabases();
const NO_PERMIT = { ...REFUSED, permits: [] };

// Each attack is what somebody does who can write the database and has no key.
describe.each(databases.eachSupportedId())('evidence on %s', id => {
  const attacked = attackedPortal(() => databases.init(id));
  const {
    numbered,
    bindingOf,
    forgeDecision,
    setState,
    issue,
    consume,
    approved,
    outcomeOf,
    release,
  } = attacked;

  it('issues no permit for a decision without an event', async () => {
    const promotionId = await attacked.scenario.request('1.0.0', 'staging');
    await forgeDecision(promotionId);
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('approves nothing that a decision without an event completes', async () => {
    await attacked.scenario.toStaging('1.0.0');
    const promotionId = await attacked.scenario.request('1.0.0', 'production');
    await forgeDecision(promotionId);
    const { status, body } = await attacked.scenario.decide(
      promotionId,
      'reviewer-two',
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
    const [{ state }] = await attacked
      .knex('promotions')
      .where({ id: promotionId });
    expect(state).toBe('requested');
    // What was honest goes on once the forged row is gone.
    await attacked
      .knex('decisions')
      .where({ promotion_id: promotionId, comment: null })
      .delete();
    await attacked.scenario.decide(promotionId, 'reviewer-one');
    expect(
      (await attacked.scenario.decide(promotionId, 'reviewer-two')).body.state,
    ).toBe('approved');
  });

  it('takes no decision that was made on another promotion', async () => {
    const first = await approved();
    await attacked.scenario
      .person('engineer', 'post', `/promotions/${first}/withdrawal`)
      .expect(200);
    await attacked.scenario.version('2.0.0');
    const second = await attacked.scenario.request('2.0.0', 'staging');
    await attacked
      .knex('decisions')
      .where({ promotion_id: first })
      .update({
        promotion_id: second,
        binding_digest: await bindingOf(second),
      });
    await setState(second, 'approved');
    expect(await release(second)).toEqual(NO_PERMIT);
  });

  it('takes no decision in another person’s name', async () => {
    const first = await attacked.scenario.request('1.0.0', 'staging');
    await attacked.scenario.decide(first, 'reviewer-two');
    await attacked.scenario
      .person('engineer', 'post', `/promotions/${first}/withdrawal`)
      .expect(200);
    const promotionId = await approved();
    await attacked
      .knex('decisions')
      .where({ promotion_id: promotionId })
      .update({ user_ref: 'user:default/reviewer-two' });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('takes no copy of a true event, under its own or another id', async () => {
    const done = await approved();
    await attacked.scenario.version('2.0.0');
    const promotionId = await attacked.scenario.request('2.0.0', 'staging');
    await numbered();
    await dropGuards(attacked.knex);
    const [event] = await attacked.knex('audit_events').where({
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
    await attacked.knex('audit_events').insert({
      ...columns,
      id: randomUUID(),
      subject_id: promotionId,
      sequence: null,
    });
    expect(await release(promotionId)).toEqual(NO_PERMIT);

    // Another text under the true MAC.
    const body = parseAuditEventText(event.body);
    const [{ version, digest }] = await attacked.knex('promotions').where({
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
    await attacked.knex('audit_events').insert({
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
    await dropGuards(attacked.knex);
    await attacked
      .knex('audit_events')
      .where({ type: 'promotion.decided' })
      .update({ mac: null, mac_key_id: null });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('counts no decision that was taken back, whatever its row says', async () => {
    const promotionId = await approved();
    await attacked.scenario
      .person(
        'reviewer-one',
        'delete',
        `/promotions/${promotionId}/decisions/mine`,
      )
      .expect(200);
    await numbered();
    await attacked
      .knex('decisions')
      .update({ withdrawn_at: null, active_key: 'back' });
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);

    // Nor when what took it back is made unreadable.
    await dropGuards(attacked.knex);
    await attacked
      .knex('audit_events')
      .where({ type: 'promotion.decision-withdrawn' })
      .update({ mac: 'AAAA' });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('releases nothing that has ended', async () => {
    const promotionId = await approved();
    await attacked.scenario
      .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
      .expect(200);
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('takes no rules and no requesters that were not recorded', async () => {
    const promotionId = await attacked.scenario.request('1.0.0', 'staging');
    const [{ rules, expires_at }] = await attacked
      .knex('promotions')
      .where({ id: promotionId });
    await attacked.knex('promotions').update({
      rules: JSON.stringify({ ...JSON.parse(rules), approvals: [] }),
    });
    await setState(promotionId, 'approved');
    expect(await release(promotionId)).toEqual(NO_PERMIT);

    await attacked
      .knex('promotions')
      .update({ rules, expires_at, state: 'requested' });
    await attacked.scenario.decide(promotionId, 'reviewer-one');
    await attacked.knex('promotions').update({
      requested_by: JSON.stringify(['user:default/lead']),
    });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('releases no artifacts that were exchanged for others', async () => {
    const promotionId = await approved();
    const [{ id: versionId, bundle }] = await attacked.knex('model_versions');
    const other = JSON.parse(bundle);
    other.artifacts[0].digest = 'f'.repeat(64);
    await attacked
      .knex('model_versions')
      .where({ id: versionId })
      .update({ bundle: JSON.stringify(other) });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('releases nothing on an approval that was prolonged', async () => {
    const promotionId = await approved();
    await attacked
      .knex('promotions')
      .where({ id: promotionId })
      .update({ expires_at: '2099-01-01T00:00:00.000Z' });
    expect(await release(promotionId)).toEqual(NO_PERMIT);
  });

  it('counts no evaluation whose numbers were edited', async () => {
    await attacked.scenario.version('2.0.0', {
      ...GOOD,
      refusal_accuracy: 0.2,
    });
    await attacked
      .knex('evaluation_metrics')
      .where({ name: 'refusal_accuracy', value: 0.2 })
      .update({ value: 0.95 });
    const promotionId = await attacked.scenario.request('2.0.0', 'staging');
    const { status, body } = await attacked.scenario.decide(
      promotionId,
      'reviewer-one',
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
    await setState(promotionId, 'approved');
    expect(await attacked.knex('decisions')).toEqual([]);
  });

  it('counts an evaluation with the reasons of its judge, and not while one is edited', async () => {
    await attacked.scenario.version('2.0.0');
    const reasons = { refusal_accuracy: 'Answered what is to be refused.' };
    const samples = [
      { sampleId: 'q1', scores: { refusal_accuracy: 0 }, reasons },
    ];
    const report = goldenReport({
      version: '2.0.0',
      samples,
      run: { id: 'with-reasons' },
    });
    await attacked.scenario
      .pipeline('post', '/evaluations', report)
      .expect(201);
    const promotionId = await attacked.scenario.request('2.0.0', 'staging');
    const decide = async () => {
      const { status, body } = await attacked.scenario.decide(
        promotionId,
        'reviewer-one',
      );
      return { status, reason: body.error?.reason };
    };
    const say = (said: object | null) =>
      attacked
        .knex('evaluation_samples')
        .where({ sample_id: 'q1' })
        .update({ reasons: said && JSON.stringify(said) });
    for (const said of [{ refusal_accuracy: 'Fine.' }, {}, null]) {
      await say(said);
      expect(outcomeOf(await decide())).toEqual(REFUSED);
    }
    await say(reasons);
    expect(await decide()).toMatchObject({ status: 201 });
  });

  it.each([
    { event: 'push' },
    { protected: true },
    { workflowFile: '.github/workflows/ci.yml' },
  ])('counts no evaluation whose origin was made to say %p', async claim => {
    await attacked.scenario.version('2.0.0');
    const [{ origin }] = await attacked
      .knex('evaluations')
      .where({ version: '2.0.0' });
    await attacked
      .knex('evaluations')
      .where({ version: '2.0.0' })
      .update({ origin: JSON.stringify({ ...JSON.parse(origin), ...claim }) });
    const promotionId = await attacked.scenario.request('2.0.0', 'staging');
    const { status, body } = await attacked.scenario.decide(
      promotionId,
      'reviewer-one',
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
  });

  it('counts no evaluation that was moved to another version', async () => {
    await attacked.scenario.version('2.0.0', {
      ...GOOD,
      refusal_accuracy: 0.2,
    });
    const [from] = await attacked
      .knex('model_versions')
      .where({ version: '1.0.0' });
    const [to] = await attacked
      .knex('model_versions')
      .where({ version: '2.0.0' });
    await attacked
      .knex('evaluations')
      .where({ version_id: to.id })
      .update({ version_id: from.id });
    await attacked
      .knex('evaluations')
      .where({ version: '1.0.0' })
      .update({ version_id: to.id, version: to.version, digest: to.digest });
    const promotionId = await attacked.scenario.request('2.0.0', 'staging');
    const { status, body } = await attacked.scenario.decide(
      promotionId,
      'reviewer-one',
    );
    expect(outcomeOf({ status, reason: body.error?.reason })).toEqual(REFUSED);
  });

  it('opens no deployment by a permit that was not issued', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    const far = new Date(Date.now() + 1e9).toISOString();
    await attacked.knex('permits').update({ expires_at: far });
    expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
    const forged = randomUUID();
    await attacked.knex('permits').update({ id: forged });
    expect(outcomeOf(await consume(promotionId, forged))).toEqual(REFUSED);
    expect(await attacked.knex('deployments')).toEqual([]);
  });

  it('opens no deployment once the decisions it rests on are not authentic', async () => {
    const promotionId = await approved();
    const { permitId } = await issue(promotionId);
    await attacked
      .knex('decisions')
      .update({ user_ref: 'user:default/reviewer-two' });
    expect(outcomeOf(await consume(promotionId, permitId))).toEqual(REFUSED);
    await attacked
      .knex('decisions')
      .update({ user_ref: 'user:default/reviewer-one' });
    expect(await consume(promotionId, permitId)).toMatchObject({ status: 201 });
  });
});
