import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createTestDatabases } from '../../__testUtils__/databases';
import { GOOD, goldenReport } from '../../__testUtils__/governanceFixtures';
import { workflowPortal } from '../../__testUtils__/workflowPortal';

const databases = createTestDatabases();
const MINUTE = 60_000;

describe.each(databases.eachSupportedId())(
  'what starts deploy workflows on %s',
  id => {
    const portal = workflowPortal(() => databases.init(id));
    const { attacked, create, eventsOf, requested, row, unitOfWork } = portal;

    it('starts nothing while the log takes no events', async () => {
      await requested();
      const guard = {
        isOpen: false,
        assertWritable: () => {
          throw new Error('behind');
        },
      };
      const starter = create({
        unitOfWork: unitOfWork(attacked.knex, guard),
      });
      await starter.drain();
      expect(portal.git.started).toHaveLength(0);
      expect(await row()).toMatchObject({ tries: 0 });
      await create().drain();
      expect(portal.git.started).toHaveLength(1);
    });

    it('leaves a request alone that another replica has taken up', async () => {
      await requested();
      let answer = () => {};
      const underWay = new Promise<void>(begun => {
        portal.git.onStart = run =>
          new Promise<void>(resolve => {
            begun();
            answer = () => {
              portal.git.runs.unshift(run);
              resolve();
            };
          });
      });
      const first = create().drain();
      await underWay;
      // The host has not answered: no run tells the second one.
      await create().drain();
      expect(portal.git.started).toHaveLength(1);
      answer();
      await first;
      expect(await row()).toMatchObject({ state: 'started', run_id: '1' });
    });

    it('starts one run when several replicas look at once', async () => {
      await requested();
      // The host tells of a run late: looking for it does not help here.
      portal.git.onStart = async () => {};
      await Promise.all(Array.from({ length: 5 }, () => create().drain()));
      expect(portal.git.started).toHaveLength(1);
      expect(await eventsOf('promotion.workflow-started')).toHaveLength(1);
    });

    it('notes one run when a replica that was given up answers after all', async () => {
      await requested();
      let answer = () => {};
      const underWay = new Promise<void>(begun => {
        portal.git.onStart = run =>
          new Promise<void>(resolve => {
            portal.git.runs.unshift(run);
            answer = resolve;
            begun();
          });
      });
      const late = create().drain();
      await underWay;
      portal.time += 4 * MINUTE;
      await create().drain();
      const noted = await row();
      expect(noted).toMatchObject({ state: 'started', run_id: '1' });
      answer();
      await late;
      expect(await row()).toEqual(noted);
      expect(await eventsOf('promotion.workflow-started')).toHaveLength(1);
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
      expect(portal.git.started).toHaveLength(1);
      expect(await row()).toMatchObject({ state: 'requested', tries: 1 });

      await create().drain();
      expect(await row()).toMatchObject({ state: 'requested', tries: 1 });
      portal.time += 4 * MINUTE;
      await create().drain();
      expect(portal.git.started).toHaveLength(1);
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
      portal.git.onStart = async () => {
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
          pauses.push((Date.parse(until) - portal.time) / 1000);
          portal.time = Date.parse(until);
        }
      }
      expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512]);
      expect(portal.git.started).toHaveLength(10);
      expect(await row()).toMatchObject({
        state: 'failed',
        reason_code: 'scm-unavailable',
        tries: 10,
      });
    });

    it('goes on where the host comes back', async () => {
      await requested();
      const { onStart } = portal.git;
      portal.git.onStart = async () => {
        throw errorWithReason('scm-unavailable', 'away');
      };
      await create().drain();
      portal.git.onStart = onStart;
      portal.time += MINUTE;
      await create().drain();
      expect(await row()).toMatchObject({ state: 'started', tries: 2 });
    });

    it('tries again after a failure that the host gave no reason for', async () => {
      await requested();
      const { onStart } = portal.git;
      portal.git.onStart = async () => {
        throw new TypeError('fetch failed');
      };
      await create().drain();
      expect(await row()).toMatchObject({ state: 'requested', tries: 1 });
      portal.git.onStart = onStart;
      portal.time += MINUTE;
      await create().drain();
      expect(await row()).toMatchObject({ state: 'started', tries: 2 });
    });

    it('ends at once where the host refuses for good', async () => {
      await requested();
      portal.git.onStart = async () => {
        throw errorWithReason('scm-forbidden', 'No right to start it');
      };
      await create().drain();
      expect(await row()).toMatchObject({
        state: 'failed',
        reason_code: 'scm-forbidden',
        tries: 1,
      });
    });

    it('starts nothing that ten replicas died of', async () => {
      await requested();
      await attacked.knex('workflow_dispatches').update({ tries: 10 });
      await create().drain();
      expect(portal.git.started).toEqual([]);
      expect(await row()).toMatchObject({
        state: 'failed',
        reason_code: 'scm-unavailable',
      });
    });

    it.each([
      [
        'was withdrawn',
        'withdrawn',
        (promotionId: string) =>
          attacked.scenario
            .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
            .expect(200),
      ],
      [
        'became void by a later evaluation',
        'void',
        async (promotionId: string) => {
          await attacked.scenario
            .pipeline(
              'post',
              '/evaluations',
              goldenReport(
                { version: '1.0.0', run: { id: 'later' } },
                { ...GOOD, lexical_faithfulness: 0.81 },
              ),
            )
            .expect(201);
          expect(await attacked.issue(promotionId)).toMatchObject({
            reason: 'promotion-void',
          });
        },
      ],
    ])('starts nothing for a promotion that %s', async (_, state, end) => {
      const promotionId = await requested();
      await end(promotionId);
      expect(
        await attacked.knex('promotions').where({ id: promotionId }),
      ).toMatchObject([{ state }]);
      await create().drain();
      expect(portal.git.started).toEqual([]);
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
        not_before: new Date(portal.time + MINUTE).toISOString(),
      });
      await create().drain();
      expect(portal.git.started).toEqual([]);
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

    it('starts nothing before the request has its number, and counts no try', async () => {
      await requested();
      const trx = await attacked.knex.transaction();
      await trx('audit_events')
        .where({ type: 'promotion.workflow-requested' })
        .update({ sequence: null });
      await create({ knex: trx }).drain();
      const found = await row(trx);
      await trx.rollback();
      expect(portal.git.started).toEqual([]);
      expect(found).toMatchObject({
        state: 'requested',
        tries: 0,
        not_before: new Date(portal.time + 1000).toISOString(),
      });
    });

    it.each([
      ['a script', 'data:text/html,<script>alert(1)</script>'],
      ['on another host', 'https://evil.example/chatbot-team/support-bot'],
      [
        'on a host whose name begins alike',
        'http://127.0.0.1:7008.evil.example/runs/1',
      ],
      [
        'on another host behind a user name',
        'http://127.0.0.1:7008@evil.example/',
      ],
      ['no address', 'runs/1'],
    ])('links no page of a run that is %s', async (_, url) => {
      await requested();
      portal.git.pageOf = () => url;
      await create().drain();
      const started = { state: 'started', run_id: '1', run_url: null };
      expect(await row()).toMatchObject(started);
      // The same of a run that is found.
      await attacked
        .knex('workflow_dispatches')
        .update({ state: 'requested', run_id: null });
      await create().drain();
      expect(portal.git.started).toHaveLength(1);
      expect(await row()).toMatchObject(started);
    });
  },
);
