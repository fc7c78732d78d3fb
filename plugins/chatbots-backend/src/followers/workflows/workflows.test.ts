import { Knex } from 'knex';
import { attackedPortal } from '../../__testUtils__/attackedPortal';
import { createTestDatabases } from '../../__testUtils__/databases';
import { FakeScmHost } from '../../__testUtils__/fakeScmHost';
import { isAllTold } from '../../__testUtils__/isAllTold';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();

/** Columns of all requests, oldest first. */
const dispatchesOf = (knex: Knex) =>
  knex('workflow_dispatches').orderBy('attempt');

describe.each(databases.eachSupportedId())(
  'the deploy workflow of an approved promotion on %s',
  id => {
    let git: FakeScmHost;
    const attacked = attackedPortal(() => databases.init(id), {
      features: () => {
        git = new FakeScmHost();
        return [git.factory];
      },
    });
    const { approved, fsck, unproven } = attacked;

    const page = async (promotionId: string, who = 'engineer') => {
      const { body } = await attacked.scenario
        .person(who, 'get', `/promotions/${promotionId}`)
        .expect(200);
      return body;
    };
    const start = (promotionId: string, who = 'engineer') =>
      attacked.scenario.person(
        who,
        'post',
        `/promotions/${promotionId}/workflow`,
      );
    const ended = (attempt: number) =>
      until(async () =>
        (await dispatchesOf(attacked.knex)).some(
          row => row.attempt === attempt && row.state !== 'requested',
        ),
      );
    const titles = () =>
      attacked.portal.notifications.send.mock.calls.map(
        ([{ payload }]) => payload.title,
      );

    it('is started once, with what it needs to know, and its run is linked', async () => {
      const promotionId = await approved();
      await ended(1);
      expect(git.started).toEqual([
        {
          promotion: promotionId,
          version: '1.0.0',
          stage: 'staging',
          attempt: '1',
        },
      ]);
      const detail = await page(promotionId);
      expect(detail.workflow).toMatchObject({
        state: 'started',
        attempt: 1,
        url: git.runs[0].url,
      });
      expect(detail.history.map((one: { type: string }) => one.type)).toEqual(
        expect.arrayContaining([
          'promotion.workflow-requested',
          'promotion.workflow-started',
        ]),
      );
      await attacked.numbered();
      expect(
        await attacked
          .knex('audit_events')
          .where('type', 'like', 'promotion.workflow-%')
          .orderBy('sequence')
          .select('type', 'actor_kind'),
      ).toEqual([
        { type: 'promotion.workflow-requested', actor_kind: 'service' },
        { type: 'promotion.workflow-started', actor_kind: 'service' },
      ]);
      expect(await unproven()).toMatchObject({ count: 0 });
      expect(await fsck()).toEqual([]);
    });

    it('is not asked for twice because of one approval', async () => {
      const promotionId = await approved();
      await ended(1);
      await until(() => isAllTold(attacked.knex));
      await attacked
        .knex('follower_cursors')
        .where({ name: 'workflows' })
        .update({ cursor: 0 });
      await until(() => isAllTold(attacked.knex));
      expect(await dispatchesOf(attacked.knex)).toHaveLength(1);
      expect(git.started).toHaveLength(1);
      expect((await page(promotionId)).workflow.attempt).toBe(1);
    });

    it('is started again by an owner once its run has ended, and not before', async () => {
      const promotionId = await approved();
      await ended(1);
      const early = await start(promotionId).expect(409);
      expect(early.body.error.reason).toBe('workflow-underway');
      git.runs[0].state = 'failed';
      const { body } = await start(promotionId).expect(202);
      expect(body).toMatchObject({ state: 'requested', attempt: 2 });
      await ended(2);
      expect(git.started.map(({ attempt }) => attempt)).toEqual(['1', '2']);
      expect(await dispatchesOf(attacked.knex)).toMatchObject([
        { attempt: 1, state: 'started', run_id: '1' },
        { attempt: 2, state: 'started', run_id: '2', approval_id: null },
      ]);
      await attacked.numbered();
      expect(await fsck()).toEqual([]);
    });

    it('is not started by people who do not own the chatbot', async () => {
      const promotionId = await approved();
      await ended(1);
      git.runs[0].state = 'failed';
      const { body } = await start(promotionId, 'reviewer-one').expect(403);
      expect(body.error.reason).toBe('not-allowed');
      expect(
        (await page(promotionId, 'reviewer-one')).mayStartWorkflow,
      ).toEqual({
        allowed: false,
        reasonCode: 'not-allowed',
        reason: 'Only members of group:default/chatbot-team may start it.',
      });
      expect(await dispatchesOf(attacked.knex)).toHaveLength(1);
    });

    it('is not started before the approval, nor after the deployment began', async () => {
      const promotionId = await attacked.scenario.request('1.0.0', 'staging');
      const before = await start(promotionId).expect(409);
      expect(before.body.error.reason).toBe('promotion-state');
      await attacked.scenario.decide(promotionId, 'reviewer-one');
      await ended(1);
      git.runs[0].state = 'succeeded';
      await attacked.scenario.deploy(promotionId);
      const after = await start(promotionId).expect(409);
      expect(after.body.error.reason).toBe('promotion-state');
      expect(git.started).toHaveLength(1);
    });

    it('fails at once where the host lacks the capability, and people hear of it', async () => {
      (git.host.capabilities as Set<string>).delete('start-workflow');
      const promotionId = await approved();
      await ended(1);
      expect(git.started).toEqual([]);
      expect(await page(promotionId)).toMatchObject({
        workflow: {
          state: 'failed',
          reasonCode: 'scm-capability-missing',
          reason: "127.0.0.1:7008 (fake) can't start a workflow on request",
        },
        mayStartWorkflow: {
          allowed: false,
          reasonCode: 'scm-capability-missing',
        },
      });
      await until(() =>
        titles().some(title =>
          /its deploy workflow did not start$/.test(title),
        ),
      );
      const { body } = await start(promotionId).expect(422);
      expect(body.error.reason).toBe('scm-capability-missing');
      await attacked.numbered();
      expect(await fsck()).toEqual([]);
    });

    it.each([
      ['the page of its run', { run_url: 'https://evil.example' }],
      ['its run', { run_id: '7' }],
      ['its attempt', { attempt: 9 }],
      ['its state', { state: 'failed' as const }],
    ])('is found by fsck when somebody changed %s', async (_, columns) => {
      await approved();
      await ended(1);
      await attacked.numbered();
      await attacked.knex('workflow_dispatches').update(columns);
      expect(await fsck()).toEqual(['promotion-workflow']);
    });

    it('is not started because of a request that the portal did not write', async () => {
      const promotionId = await approved();
      await ended(1);
      const [row] = await dispatchesOf(attacked.knex);
      await attacked.knex('workflow_dispatches').insert({
        ...row,
        id: '00000000-0000-4000-8000-000000000000',
        attempt: 2,
        approval_id: null,
        state: 'requested',
        ended_at: null,
      });
      await until(async () => (await dispatchesOf(attacked.knex))[1].tries > 0);
      await until(async () => {
        const [, forged] = await dispatchesOf(attacked.knex);
        return forged.tries > 1;
      });
      expect(git.started).toHaveLength(1);
      expect(await unproven()).toMatchObject({
        count: 1,
        latest: [
          { kind: 'workflow', subject: { kind: 'promotion', id: promotionId } },
        ],
      });
      expect(await fsck()).toEqual(['promotion-workflow']);
    });
  },
);

describe('the deploy workflow on a host that no module serves', () => {
  const attacked = attackedPortal(() => databases.init('SQLITE_3'), {
    features: () => [new FakeScmHost({ hostname: 'git.example.com' }).factory],
  });

  it('fails with a reason that names the host', async () => {
    const promotionId = await attacked.approved();
    await until(
      async () => (await dispatchesOf(attacked.knex))[0]?.state === 'failed',
    );
    const { body } = await attacked.scenario
      .person('engineer', 'get', `/promotions/${promotionId}`)
      .expect(200);
    expect(body.workflow).toMatchObject({
      reasonCode: 'scm-host-unknown',
      reason: "No module serves the git host '127.0.0.1:7008'",
    });
  });
});

describe('a portal without modules for git hosts', () => {
  const attacked = attackedPortal(() => databases.init('SQLITE_3'));

  it('asks for no workflow, and says on the page that people start it', async () => {
    const promotionId = await attacked.approved();
    await until(() => isAllTold(attacked.knex));
    expect(await dispatchesOf(attacked.knex)).toEqual([]);
    const { body } = await attacked.scenario
      .person('engineer', 'get', `/promotions/${promotionId}`)
      .expect(200);
    expect(body.workflow).toBeUndefined();
    expect(body.mayStartWorkflow).toMatchObject({
      allowed: false,
      reasonCode: 'scm-host-unknown',
    });
  });
});
