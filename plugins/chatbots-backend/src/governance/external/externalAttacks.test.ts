import { readFile } from 'node:fs/promises';
import { sendAnswer } from '../../__testUtils__/changeBoard';
import { createTestDatabases } from '../../__testUtils__/databases';
import { setUpChangeBoard } from '../../__testUtils__/setUpChangeBoard';
import { until } from '../../__testUtils__/until';
import { ExternalAnswerRow } from '../../database/externalAnswers';
import { findUnprovenRows } from '../../database/unprovenRows';

const databases = createTestDatabases();
const MINUTE = 60_000;

describe.each(databases.eachSupportedId())(
  'forged approval by an outside system on %s',
  id => {
    const world = setUpChangeBoard(databases, id);
    const { start, asked, approval, numbered, fsck } = world;

    it('asks about no promotion that the log does not bear out', async () => {
      await start();
      await asked();
      await world.knex('promotions').update({ strategy: 'blue-green' });
      const request = await world.knex('external_requests').first();
      await world.knex('external_requests').insert({
        ...request!,
        id: 'req_forged',
        attempts: 0,
        // The first one may still be taken, and not be due for as long.
        not_before: null,
        sent_at: null,
        closed_at: null,
      });
      const forged = () =>
        world.knex('external_requests').where({ id: 'req_forged' }).first();
      await until(async () => ((await forged())?.attempts ?? 0) > 0);
      expect(world.board.asked).toHaveLength(1);
      expect(await forged()).toMatchObject({ sent_at: null });
    });

    it('refuses a callback larger than 64 KiB', async () => {
      await start();
      const { question } = await asked();
      const large = await sendAnswer(world.portal.server, {
        ...approval(question),
        padding: ' '.repeat(70_000),
      });
      expect([large.status, large.body.error.reason]).toEqual([
        413,
        'body-too-large',
      ]);
    });

    it.each<[string, Partial<ExternalAnswerRow>]>([
      ['status', { status: 'approved' }],
      ['words', { comment: 'all is well' }],
      ['link', { link: 'https://elsewhere.example' }],
      ['ticket', { reference: 'CHG-1' }],
      ['author', { answered_by: 'somebody else' }],
      ['instant', { decided_at: '2026-01-01T00:00:00.000Z' }],
      ['message', { message_id: 'another' }],
      ['facts', { asked_digest: 'f'.repeat(64) }],
      ['time of sending', { sent_at: '2026-01-01T00:00:00.000Z' }],
      ['time of arrival', { answered_at: '2026-01-01T00:00:00.000Z' }],
    ])('fsck finds an answer with another %s', async (_what, change) => {
      await start();
      const { question } = await asked();
      await sendAnswer(world.portal.server, {
        ...approval(question),
        status: 'refused',
      });
      expect(await fsck()).toEqual([]);
      await world.knex('external_answers').update(change);
      expect(await fsck()).toEqual(['promotion-answers']);
    });

    it('counts no answer that was written or deleted by SQL', async () => {
      await start();
      const { promotionId, question } = await asked();
      await sendAnswer(world.portal.server, {
        ...approval(question),
        status: 'refused',
      });
      await numbered();
      const [row] = await world.knex('external_answers');
      await world.knex('external_answers').insert({
        ...row,
        id: '00000000-0000-4000-8000-000000000000',
        status: 'approved',
        message_id: 'forged',
        sent_at: new Date(Date.now() + MINUTE).toISOString(),
      });
      expect(await fsck()).toEqual(['promotion-answers']);
      expect(await findUnprovenRows(world.knex, 5)).toMatchObject({
        count: 1,
        latest: [{ kind: 'answer', subject_id: promotionId }],
      });
      const forged = await world.scenario.decide(promotionId, 'reviewer-one');
      expect(forged.body.error.reason).toBe('evidence-not-authenticated');
      await world.knex('external_answers').delete();
      expect(await fsck()).toEqual(['promotion-answers']);
    });

    it('refuses a policy that asks a system that is not configured', async () => {
      await start();
      const text = (await readFile(world.policyFile, 'utf8')).replace(
        'system: change-board',
        'system: another-board',
      );
      const { status, body } = await world.scenario.person(
        'platform-admin',
        'post',
        '/policies',
        { text },
      );
      expect([status, body.error.reason]).toEqual([422, 'policy-invalid']);
      expect(JSON.stringify(body)).toContain('configured are change-board');
    });
  },
);
