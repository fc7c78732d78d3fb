import { mockServices } from '@backstage/backend-test-utils';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { attackedPortal } from '../../__testUtils__/attackedPortal';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { FakeScmHost } from '../../__testUtils__/fakeScmHost';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { WorkflowService } from '../../governance/workflows/WorkflowService';
import { isAskedFor } from './isAskedFor';
import { WorkflowStarter } from './WorkflowStarter';

const databases = createTestDatabases();
const MINUTE = 60_000;

describe.each(databases.eachSupportedId())(
  'what starts deploy workflows on %s',
  id => {
    // Without a module for git hosts, so nobody starts workflows there: the test does.
    const attacked = attackedPortal(() => databases.init(id));
    let git: FakeScmHost;
    let time: number;

    beforeEach(() => {
      git = new FakeScmHost();
      time = Date.now();
    });

    const unitOfWork = () =>
      UnitOfWork.create({
        knex: attacked.knex,
        clock: systemClock,
        audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
      });
    /** One replica's. Time passes for it when the test says so. */
    const create = (options: { unitOfWork?: UnitOfWork } = {}) =>
      new WorkflowStarter({
        knex: attacked.knex,
        clock: { now: () => new Date(time) },
        logger: mockServices.logger.mock(),
        eventKeys: testEventKeys(),
        hosts: new ScmHosts([git.provider]),
        unitOfWork: options.unitOfWork ?? unitOfWork(),
      });
    const row = async (knex = attacked.knex) =>
      (await knex('workflow_dispatches').limit(1))[0];

    /** An approved promotion whose workflow was asked for, with everything numbered. */
    async function requested(): Promise<string> {
      const promotionId = await attacked.approved();
      await new WorkflowService({
        knex: attacked.knex,
        unitOfWork: unitOfWork(),
        hosts: new ScmHosts([git.provider]),
        memberships: {
          groupsOf: async () => new Set(['group:default/chatbot-team']),
          exists: async () => true,
        },
      }).start({ userRef: 'user:default/engineer', promotionId });
      await attacked.numbered();
      time = Date.now() + MINUTE;
      return promotionId;
    }

    it('starts nothing while the log takes no events', async () => {
      await requested();
      const guard = {
        isOpen: false,
        assertWritable: () => {
          throw new Error('behind');
        },
      };
      const starter = create({
        unitOfWork: UnitOfWork.create({
          knex: attacked.knex,
          clock: systemClock,
          audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
          guard,
        }),
      });
      await starter.drain();
      expect(git.started).toHaveLength(0);
      expect(await row()).toMatchObject({ tries: 0 });
      await create().drain();
      expect(git.started).toHaveLength(1);
    });

    it('leaves a request alone that another replica has taken up', async () => {
      await requested();
      let answer = () => {};
      const underWay = new Promise<void>(begun => {
        git.onStart = run =>
          new Promise<void>(resolve => {
            begun();
            answer = () => {
              git.runs.unshift(run);
              resolve();
            };
          });
      });
      const first = create().drain();
      await underWay;
      // The host has not answered: no run tells the second one.
      await create().drain();
      expect(git.started).toHaveLength(1);
      answer();
      await first;
      expect(await row()).toMatchObject({ state: 'started', run_id: '1' });
    });

    it('starts one run when several replicas look at once', async () => {
      await requested();
      // The host tells of a run late: looking for it does not help here.
      git.onStart = async () => {};
      await Promise.all(Array.from({ length: 5 }, () => create().drain()));
      expect(git.started).toHaveLength(1);
      expect(
        await attacked
          .knex('audit_events')
          .where({ type: 'promotion.workflow-started' }),
      ).toHaveLength(1);
    });

    it('finds the run that a replica started before it died', async () => {
      const promotionId = await requested();
      // It dies after the host's answer: nothing of it is noted, not even a failure.
      const dead = unitOfWork();
      let died = () => {};
      const dying = new Promise<void>(resolve => {
        died = resolve;
      });
      jest.spyOn(dead, 'run').mockImplementation(() => {
        died();
        return new Promise(() => {});
      });
      create({ unitOfWork: dead }).wake();
      await dying;
      expect(git.started).toHaveLength(1);
      expect(await row()).toMatchObject({ state: 'requested', tries: 1 });

      await create().drain();
      expect(await row()).toMatchObject({ state: 'requested', tries: 1 });
      time += 4 * MINUTE;
      await create().drain();
      expect(git.started).toHaveLength(1);
      expect(await row()).toMatchObject({ state: 'started', run_id: '1' });
      const [event] = await attacked
        .knex('audit_events')
        .where({ type: 'promotion.workflow-started' });
      expect(JSON.parse(event.body)).toMatchObject({
        subject: { id: promotionId },
        data: { runId: '1', found: true },
      });
    });

    it('tries again, with longer pauses, while the host is away, and then gives up', async () => {
      await requested();
      git.onStart = async () => {
        throw errorWithReason(
          'scm-unavailable',
          'git.example.com can’t be reached',
        );
      };
      const pauses: number[] = [];
      while ((await row()).state === 'requested') {
        await create().drain();
        const { not_before: until } = await row();
        if (until) {
          pauses.push((Date.parse(until) - time) / 1000);
          time = Date.parse(until);
        }
      }
      expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512]);
      expect(git.started).toHaveLength(10);
      expect(await row()).toMatchObject({
        state: 'failed',
        reason_code: 'scm-unavailable',
        tries: 10,
      });
    });

    it('goes on where the host comes back', async () => {
      await requested();
      const { onStart } = git;
      git.onStart = async () => {
        throw errorWithReason('scm-unavailable', 'away');
      };
      await create().drain();
      git.onStart = onStart;
      time += MINUTE;
      await create().drain();
      expect(await row()).toMatchObject({ state: 'started', tries: 2 });
    });

    it('starts nothing for a promotion that waits no more', async () => {
      const promotionId = await requested();
      await attacked.scenario
        .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
        .expect(200);
      await create().drain();
      expect(git.started).toEqual([]);
      expect(await row()).toMatchObject({
        state: 'failed',
        reason_code: 'promotion-state',
      });
    });

    it('leaves an attempt to the next one that was asked for', async () => {
      const promotionId = await requested();
      await attacked.knex('workflow_dispatches').insert({
        ...(await row()),
        id: '00000000-0000-4000-8000-000000000000',
        attempt: 2,
        not_before: new Date(time + MINUTE).toISOString(),
      });
      await create().drain();
      expect(git.started).toEqual([]);
      expect(
        await attacked
          .knex('workflow_dispatches')
          .where({ promotion_id: promotionId })
          .orderBy('attempt')
          .select('state', 'reason_code'),
      ).toEqual([
        { state: 'failed', reason_code: 'workflow-underway' },
        { state: 'requested', reason_code: null },
      ]);
    });

    it('links no page that is a script', async () => {
      await requested();
      git.pageOf = () => 'data:text/html,<script>alert(1)</script>';
      await create().drain();
      expect(await row()).toMatchObject({ state: 'started', run_url: null });
    });

    it('waits until the request has its number', async () => {
      await requested();
      const asked = async (knex: Knex) =>
        isAskedFor({ knex, eventKeys: testEventKeys() }, await row(knex));
      expect(await asked(attacked.knex)).toBe('yes');
      const trx = await attacked.knex.transaction();
      await trx('audit_events')
        .where({ type: 'promotion.workflow-requested' })
        .update({ sequence: null });
      const found = await asked(trx);
      await trx.rollback();
      expect(found).toBe('unnumbered');
    });
  },
);
