import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BoardRequest,
  CHANGE_BOARD_SECRET,
  sendAnswer,
  startChangeBoard,
} from '../../__testUtils__/changeBoard';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  GOOD,
  goldenReport,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { runFsck } from '../../audit/fsck/runFsck';
import { ExternalAnswerRow } from '../../database/externalAnswers';
import { findUnprovenRows } from '../../database/unprovenRows';

const databases = createTestDatabases();
const MINUTE = 60_000;

/** Status, headers and body; nothing where no answer comes. */
type Said = [number, object, string] | undefined;

const RULE = `    checks:
      - id: change
        type: external
        system: change-board
`;

describe.each(databases.eachSupportedId())(
  'approval by an outside system on %s',
  id => {
    let folder: string;
    let policyFile: string;
    let board: Awaited<ReturnType<typeof startChangeBoard>>;
    let knex: Knex;
    let portal: Awaited<ReturnType<typeof startChatbots>>;
    let scenario: Scenario;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'policy-'));
      policyFile = join(folder, 'policy.yaml');
      const text = await readFile(DEFAULT_POLICY, 'utf8');
      await writeFile(policyFile, text.replace('    checks:\n', RULE));
    });

    afterAll(async () => {
      await rm(folder, { recursive: true });
    });

    beforeEach(async () => {
      board = await startChangeBoard();
    });

    afterEach(async () => {
      await portal.backend.stop();
      await board.stop();
    });

    async function start(more: JsonObject = {}) {
      knex = await databases.init(id);
      portal = await startChatbots({
        knex,
        config: {
          chatbots: {
            policy: { file: policyFile },
            externalChecks: [
              {
                id: 'change-board',
                url: `${board.url}/changes`,
                secret: CHANGE_BOARD_SECRET,
                timeout: '2s',
                ...more,
              },
            ],
          },
        },
      });
      scenario = await Scenario.begin(portal.server);
      await scenario.version('1.0.0');
    }

    /** Requests a promotion and waits until the board was asked. */
    async function asked() {
      const promotionId = await scenario.request('1.0.0', 'staging');
      await until(() => board.asked.length > 0);
      return { promotionId, question: board.asked[0] };
    }

    async function shown(promotionId: string) {
      const { body } = await scenario
        .person('reviewer-one', 'get', `/promotions/${promotionId}`)
        .expect(200);
      const check = body.gate.checks.find(
        (one: { id: string }) => one.id === 'change',
      );
      return { check, promotion: body.promotion, history: body.history };
    }

    const approval = (
      question: Pick<BoardRequest, 'id' | 'bindingDigest'>,
    ) => ({
      id: question.id,
      bindingDigest: question.bindingDigest,
      status: 'approved',
      link: 'https://changes.example/CHG-1042',
      reference: 'CHG-1042',
      answeredBy: 'change board',
      decidedAt: '2026-03-10T12:00:00+01:00',
      comment: 'within the window',
    });

    async function numbered() {
      await until(
        async () => !(await knex('audit_events').whereNull('sequence').first()),
      );
    }

    async function fsck() {
      await numbered();
      const found = await runFsck(knex, { trustedKeys: [], anchors: [] });
      return found
        .map(({ code }) => code)
        .filter(code => /^promotion/.test(code));
    }

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
      const early = await scenario.decide(promotionId, 'reviewer-one');
      expect(early.status).toBe(409);
      expect(early.body.error.reason).toBe('answer-outstanding');

      const pending = await sendAnswer(portal.server, {
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

      await sendAnswer(portal.server, approval(question), {
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
      expect((await scenario.decide(promotionId, 'reviewer-one')).status).toBe(
        201,
      );
      expect((await shown(promotionId)).promotion.state).toBe('approved');
      await scenario.deploy(promotionId);
      expect(await fsck()).toEqual([]);
      expect(await findUnprovenRows(knex, 5)).toMatchObject({ count: 0 });
    });

    it('blocks a promotion that the system refused', async () => {
      await start();
      const { promotionId, question } = await asked();
      await sendAnswer(portal.server, {
        ...approval(question),
        status: 'refused',
        comment: 'takeSnapshot',
      });
      expect((await shown(promotionId)).check).toMatchObject({
        outcome: 'fail',
        reasonCode: 'answer-refused',
        reason: 'change-board refused it: takeSnapshot',
      });
      await scenario.decide(promotionId, 'reviewer-one');
      expect((await shown(promotionId)).promotion.state).toBe('requested');
    });

    it('refuses an answer that the secret did not sign, an old one, and one with another body', async () => {
      await start();
      const { promotionId, question } = await asked();
      const answer = approval(question);
      const forged = [
        await sendAnswer(portal.server, answer, {
          secret: Buffer.alloc(32, 1),
        }),
        await sendAnswer(portal.server, answer, {
          now: new Date(Date.now() - 6 * MINUTE),
        }),
        await sendAnswer(portal.server, answer, {
          now: new Date(Date.now() + 6 * MINUTE),
        }),
        await sendAnswer(
          portal.server,
          { ...answer, status: 'refused' },
          { body: JSON.stringify(answer) },
        ),
        await sendAnswer(portal.server, answer, { system: 'another-board' }),
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
      await sendAnswer(portal.server, approval(question), yes);
      await sendAnswer(portal.server, refusal, { messageId: 'no' });
      // Recorded on the way, and played again to turn the refusal round.
      const replayed = await sendAnswer(portal.server, approval(question), yes);
      expect(replayed.status).toBe(200);
      const older = await sendAnswer(portal.server, approval(question), {
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
      expect(await knex('external_answers')).toHaveLength(2);
    });

    it('refuses an answer about facts that changed since, and asks again', async () => {
      await start();
      const { promotionId, question } = await asked();
      await scenario
        .pipeline(
          'post',
          '/evaluations',
          goldenReport({ version: '1.0.0', run: { id: 'again' } }, GOOD),
        )
        .expect(201);
      const stale = await sendAnswer(portal.server, approval(question));
      expect([stale.status, stale.body.error.reason]).toEqual([
        409,
        'binding-changed',
      ]);
      await until(() => board.asked.length > 1);
      const second = board.asked[1];
      expect(second.id).not.toBe(question.id);
      expect(second.bindingDigest).not.toBe(question.bindingDigest);
      const mixed = await sendAnswer(
        portal.server,
        { ...approval(second), id: question.id },
        { messageId: 'mixed' },
      );
      expect(mixed.body.error.reason).toBe('binding-changed');
      await sendAnswer(portal.server, approval(second), { messageId: 'msg-2' });
      expect((await shown(promotionId)).check.outcome).toBe('pass');
    });

    it('voids approvals when the system takes its answer back', async () => {
      await start();
      const { promotionId, question } = await asked();
      await sendAnswer(portal.server, approval(question));
      await scenario.decide(promotionId, 'reviewer-one');
      expect((await shown(promotionId)).promotion.state).toBe('approved');
      await sendAnswer(
        portal.server,
        { ...approval(question), status: 'refused' },
        { messageId: 'msg-2' },
      );
      expect((await shown(promotionId)).promotion).toMatchObject({
        state: 'void',
        stateReason: 'answers-changed',
      });
    });

    it('takes an answer by poll, and stops when the system has decided', async () => {
      await start({ poll: { url: `${board.url}/changes/{id}`, every: '1s' } });
      const { promotionId, question } = await asked();
      await until(() => board.calls.some(({ method }) => method === 'GET'));
      board.behave((_req, res) => {
        res.end(JSON.stringify(approval(question)));
      });
      await until(
        async () => (await shown(promotionId)).check.outcome === 'pass',
      );
      await until(
        async () =>
          !(await knex('external_requests').whereNull('closed_at').first()),
      );
      const polled = board.calls.filter(({ method }) => method === 'GET');
      expect(polled[0].path).toBe(`/changes/${question.id}`);
      expect(await knex('external_answers')).toHaveLength(1);
    });

    it('asks again under the same id after a failure', async () => {
      board.behave((_req, res) => res.writeHead(500).end());
      await start();
      await asked();
      board.behave((_req, res) => res.writeHead(202).end());
      await until(() => board.asked.length > 1);
      expect(board.asked[1]).toEqual(board.asked[0]);
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
      board.behave((_req, res, question) => {
        const said = question && say(question, elsewhere.url);
        if (said) {
          const [status, headers, body] = said;
          res.writeHead(status, { ...headers }).end(body);
        }
      });
      const { promotionId } = await asked();
      await until(
        async () =>
          ((await knex('external_requests').first())?.attempts ?? 0) > 0,
      );
      expect(await knex('external_requests').first()).toMatchObject({
        sent_at: null,
      });
      expect(elsewhere.calls).toEqual([]);
      expect((await shown(promotionId)).check.reasonCode).toBe(
        'answer-outstanding',
      );
      await elsewhere.stop();
    });

    it('asks about no promotion that the log does not bear out', async () => {
      await start();
      await asked();
      await knex('promotions').update({ strategy: 'blue-green' });
      const request = await knex('external_requests').first();
      await knex('external_requests').insert({
        ...request!,
        id: 'req_forged',
        sent_at: null,
        closed_at: null,
      });
      const forged = () =>
        knex('external_requests').where({ id: 'req_forged' }).first();
      await until(async () => ((await forged())?.attempts ?? 0) > 0);
      expect(board.asked).toHaveLength(1);
      expect(await forged()).toMatchObject({ sent_at: null });
    });

    it('refuses a callback larger than 64 KiB', async () => {
      await start();
      const { question } = await asked();
      const large = await sendAnswer(portal.server, {
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
      await sendAnswer(portal.server, {
        ...approval(question),
        status: 'refused',
      });
      expect(await fsck()).toEqual([]);
      await knex('external_answers').update(change);
      expect(await fsck()).toEqual(['promotion-answers']);
    });

    it('counts no answer that was written or deleted by SQL', async () => {
      await start();
      const { promotionId, question } = await asked();
      await sendAnswer(portal.server, {
        ...approval(question),
        status: 'refused',
      });
      await numbered();
      const [row] = await knex('external_answers');
      await knex('external_answers').insert({
        ...row,
        id: '00000000-0000-4000-8000-000000000000',
        status: 'approved',
        message_id: 'forged',
        sent_at: new Date(Date.now() + MINUTE).toISOString(),
      });
      expect(await fsck()).toEqual(['promotion-answers']);
      expect(await findUnprovenRows(knex, 5)).toMatchObject({
        count: 1,
        latest: [{ kind: 'answer', subject_id: promotionId }],
      });
      const forged = await scenario.decide(promotionId, 'reviewer-one');
      expect(forged.body.error.reason).toBe('evidence-not-authenticated');
      await knex('external_answers').delete();
      expect(await fsck()).toEqual(['promotion-answers']);
    });

    it('refuses a policy that asks a system that is not configured', async () => {
      await start();
      const text = (await readFile(policyFile, 'utf8')).replace(
        'system: change-board',
        'system: another-board',
      );
      const { status, body } = await scenario.person(
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
