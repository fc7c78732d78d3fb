import {
  BoardRequest,
  sendAnswer,
  startChangeBoard,
} from '../../__testUtils__/changeBoard';
import { createTestDatabases } from '../../__testUtils__/databases';
import { GOOD, goldenReport } from '../../__testUtils__/governanceFixtures';
import { setUpChangeBoard } from '../../__testUtils__/setUpChangeBoard';
import { until } from '../../__testUtils__/until';
import { findUnprovenRows } from '../../database/unprovenRows';

const databases = createTestDatabases();
const MINUTE = 60_000;

/** Status, headers and body; nothing where no answer comes. */
type Said = [number, object, string] | undefined;

describe.each(databases.eachSupportedId())(
  'approval by an outside system on %s',
  id => {
    const world = setUpChangeBoard(databases, id);
    const { start, asked, shown, approval, fsck } = world;

    it('keeps reviewers from approving until the answer is there, and shows it with its link', async () => {
      await start();
      const { promotionId, question } = await asked();
      expect(question).toMatchObject({
        promotionId,
        chatbot: 'support-bot',
        version: '1.0.0',
        stage: 'staging',
        answerUrl: expect.stringMatching(
          /\/api\/chatbots\/external\/v1\/systems\/change-board\/answers$/,
        ),
      });
      expect((await shown(promotionId)).check).toMatchObject({
        outcome: 'inconclusive',
        reasonCode: 'answer-outstanding',
        blocking: true,
      });
      const early = await world.scenario.decide(promotionId, 'reviewer-one');
      expect(early.status).toBe(409);
      expect(early.body.error.reason).toBe('answer-outstanding');

      const pending = await sendAnswer(world.portal.server, {
        id: question.id,
        bindingDigest: question.bindingDigest,
        status: 'pending',
        link: 'https://changes.example/CHG-1042',
      });
      expect(pending.status).toBe(200);
      expect((await shown(promotionId)).check).toMatchObject({
        reasonCode: 'answer-outstanding',
        links: [{ url: 'https://changes.example/CHG-1042' }],
      });

      await sendAnswer(world.portal.server, approval(question), {
        messageId: 'msg-2',
      });
      const { check, promotion } = await shown(promotionId);
      expect(check).toMatchObject({
        outcome: 'pass',
        actual: 'approved, CHG-1042, by change board, 2026-03-10T11:00:00.000Z',
        links: [{ title: 'CHG-1042', url: 'https://changes.example/CHG-1042' }],
      });
      // The answer is part of what decisions are bound to.
      expect(promotion.bindingDigest).not.toBe(question.bindingDigest);
      expect(
        (await world.scenario.decide(promotionId, 'reviewer-one')).status,
      ).toBe(201);
      expect((await shown(promotionId)).promotion.state).toBe('approved');
      await world.scenario.deploy(promotionId);
      expect(await fsck()).toEqual([]);
      expect(await findUnprovenRows(world.knex, 5)).toMatchObject({ count: 0 });
    });

    it('shows every answer in the history of the promotion, with its link', async () => {
      await start();
      const { promotionId, question } = await asked();
      const { link, reference, ...plain } = approval(question);
      await sendAnswer(world.portal.server, {
        id: question.id,
        bindingDigest: question.bindingDigest,
        status: 'pending',
      });
      await sendAnswer(
        world.portal.server,
        { ...plain, status: 'refused', link },
        { messageId: 'msg-2' },
      );
      await sendAnswer(world.portal.server, approval(question), {
        messageId: 'msg-3',
      });
      const answered = (await world
        .knex('external_answers')
        .orderBy('answered_at')
        .pluck('answered_at')) as string[];
      const { history } = await shown(promotionId);
      expect(history.map((one: { type: string }) => one.type)).toEqual([
        'version.reported',
        'promotion.requested',
        'promotion.answered',
        'promotion.answered',
        'promotion.answered',
      ]);
      expect(history.slice(2)).toEqual([
        {
          at: answered[0],
          type: 'promotion.answered',
          text: 'change-board has it and has not decided yet',
        },
        {
          at: answered[1],
          type: 'promotion.answered',
          text: 'change-board refused it (change board): within the window',
          link: { title: 'change-board', url: link },
        },
        {
          at: answered[2],
          type: 'promotion.answered',
          text: 'change-board approved it (change board): within the window',
          link: { title: reference, url: link },
        },
      ]);
    });

    it('blocks a promotion that the system refused', async () => {
      await start();
      const { promotionId, question } = await asked();
      await sendAnswer(world.portal.server, {
        ...approval(question),
        status: 'refused',
        comment: 'change freeze',
      });
      expect((await shown(promotionId)).check).toMatchObject({
        outcome: 'fail',
        reasonCode: 'answer-refused',
        reason: 'change-board refused it: change freeze',
      });
      await world.scenario.decide(promotionId, 'reviewer-one');
      expect((await shown(promotionId)).promotion.state).toBe('requested');
    });

    it('refuses an answer that the secret did not sign, an old one, and one with another body', async () => {
      await start();
      const { promotionId, question } = await asked();
      const answer = approval(question);
      const forged = [
        await sendAnswer(world.portal.server, answer, {
          secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
        }),
        await sendAnswer(world.portal.server, answer, {
          now: new Date(Date.now() - 6 * MINUTE),
        }),
        await sendAnswer(world.portal.server, answer, {
          now: new Date(Date.now() + 6 * MINUTE),
        }),
        await sendAnswer(
          world.portal.server,
          { ...answer, status: 'refused' },
          { body: JSON.stringify(answer) },
        ),
        await sendAnswer(world.portal.server, answer, {
          system: 'another-board',
        }),
      ];
      expect(
        forged.map(({ status, body }) => [status, body.error?.reason]),
      ).toEqual(forged.map(() => [401, 'external-signature-invalid']));
      expect((await shown(promotionId)).check.reasonCode).toBe(
        'answer-outstanding',
      );
    });

    it('takes a message once, and none that was sent before another', async () => {
      await start();
      const { promotionId, question } = await asked();
      const refusal = { ...approval(question), status: 'refused' };
      const early = new Date(Date.now() - MINUTE);
      const yes = { messageId: 'yes', now: early };
      await sendAnswer(world.portal.server, approval(question), yes);
      await sendAnswer(world.portal.server, refusal, { messageId: 'no' });
      // Recorded on the way, and played again to turn the refusal round.
      const replayed = await sendAnswer(
        world.portal.server,
        approval(question),
        yes,
      );
      expect(replayed.status).toBe(200);
      const older = await sendAnswer(world.portal.server, approval(question), {
        messageId: 'another',
        now: early,
      });
      expect([older.status, older.body.error.reason]).toEqual([
        409,
        'answer-outdated',
      ]);
      expect((await shown(promotionId)).check.reasonCode).toBe(
        'answer-refused',
      );
      expect(await world.knex('external_answers')).toHaveLength(2);
    });

    it('refuses an answer about facts that changed since, and asks again', async () => {
      await start();
      const { promotionId, question } = await asked();
      await world.scenario
        .pipeline(
          'post',
          '/evaluations',
          goldenReport({ version: '1.0.0', run: { id: 'again' } }, GOOD),
        )
        .expect(201);
      const stale = await sendAnswer(world.portal.server, approval(question));
      expect([stale.status, stale.body.error.reason]).toEqual([
        409,
        'binding-changed',
      ]);
      await until(() => world.board.asked.length > 1);
      const second = world.board.asked[1];
      expect(second.id).not.toBe(question.id);
      expect(second.bindingDigest).not.toBe(question.bindingDigest);
      const mixed = await sendAnswer(
        world.portal.server,
        { ...approval(second), id: question.id },
        { messageId: 'mixed' },
      );
      expect(mixed.body.error.reason).toBe('binding-changed');
      await sendAnswer(world.portal.server, approval(second), {
        messageId: 'msg-2',
      });
      expect((await shown(promotionId)).check.outcome).toBe('pass');
    });

    it('voids approvals when the system takes its answer back', async () => {
      await start();
      const { promotionId, question } = await asked();
      await sendAnswer(world.portal.server, approval(question));
      await world.scenario.decide(promotionId, 'reviewer-one');
      expect((await shown(promotionId)).promotion.state).toBe('approved');
      await sendAnswer(
        world.portal.server,
        { ...approval(question), status: 'refused' },
        { messageId: 'msg-2' },
      );
      expect((await shown(promotionId)).promotion).toMatchObject({
        state: 'void',
        stateReason: 'answers-changed',
      });
    });

    it('takes an answer by poll, and stops when the system has decided', async () => {
      await start({
        poll: { url: `${world.board.url}/changes/{id}`, every: '1s' },
      });
      const { promotionId, question } = await asked();
      await until(() =>
        world.board.calls.some(({ method }) => method === 'GET'),
      );
      world.board.behave((_req, res) => {
        res.end(JSON.stringify(approval(question)));
      });
      await until(
        async () => (await shown(promotionId)).check.outcome === 'pass',
      );
      await until(
        async () =>
          !(await world
            .knex('external_requests')
            .whereNull('closed_at')
            .first()),
      );
      const polled = world.board.calls.filter(({ method }) => method === 'GET');
      expect(polled[0].path).toBe(`/changes/${question.id}`);
      expect(await world.knex('external_answers')).toHaveLength(1);
    });

    it('asks again under the same id after a failure', async () => {
      world.board.behave((_req, res) => res.writeHead(500).end());
      await start();
      await asked();
      world.board.behave((_req, res) => res.writeHead(202).end());
      await until(() => world.board.asked.length > 1);
      expect(world.board.asked[1]).toEqual(world.board.asked[0]);
    });

    it.each<[string, (asked: BoardRequest, elsewhere: string) => Said]>([
      [
        'a redirect',
        (_asked, elsewhere) => [307, { location: `${elsewhere}/taken` }, ''],
      ],
      [
        'more than 64 KiB',
        question => [
          200,
          {},
          `${JSON.stringify(approval(question))}${' '.repeat(70_000)}`,
        ],
      ],
      ['what is no JSON', () => [200, {}, '<html>']],
      ['what is no answer', () => [200, {}, '{"status":"fine"}']],
      ['silence', () => undefined],
    ])('takes %s for no answer', async (_what, say) => {
      await start();
      const elsewhere = await startChangeBoard();
      world.board.behave((_req, res, question) => {
        const said = question && say(question, elsewhere.url);
        if (said) {
          const [status, headers, body] = said;
          res.writeHead(status, { ...headers }).end(body);
        }
      });
      const { promotionId } = await asked();
      await until(
        async () =>
          ((await world.knex('external_requests').first())?.attempts ?? 0) > 0,
      );
      expect(await world.knex('external_requests').first()).toMatchObject({
        sent_at: null,
      });
      expect(elsewhere.calls).toEqual([]);
      expect((await shown(promotionId)).check.reasonCode).toBe(
        'answer-outstanding',
      );
      await elsewhere.stop();
    });
  },
);
