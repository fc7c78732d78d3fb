import { createTestDatabases } from '../../../__testUtils__/databases';
import { dropGuards } from '../../../__testUtils__/dropGuards';
import { sampleEvent } from '../../../__testUtils__/sampleEvents';
import {
  setUpWebhook,
  webhookTarget,
} from '../../../__testUtils__/setUpWebhook';
import { Receiver, startReceiver } from '../../../__testUtils__/startReceiver';
import { pruneWebhookDeliveries } from './WebhookRelay';

const databases = createTestDatabases();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe.each(databases.eachSupportedId())(
  'deliveries to a webhook on %s',
  id => {
    let receiver: Receiver;
    /** What the receiver answers next; 204 at the end. */
    let answers: number[];

    beforeEach(async () => {
      answers = [];
      receiver = await startReceiver(res =>
        res.writeHead(answers.shift() ?? 204).end(),
      );
    });
    afterEach(() => receiver.stop());

    const setUp = async (url = receiver.url) =>
      setUpWebhook(await databases.init(id), webhookTarget(url));

    it('go out once and in the order of the log, with the id of their event', async () => {
      const { tell, relay, deliveries } = await setUp();
      await tell(sampleEvent('a'), sampleEvent('b'), sampleEvent('c'));
      await relay.drain();
      await relay.drain();
      const rows = await deliveries();
      expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
        ['delivered', 1],
        ['delivered', 1],
        ['delivered', 1],
      ]);
      expect(
        receiver.requests.map(({ headers }) => headers['webhook-id']),
      ).toEqual(rows.map(({ event_id: eventId }) => eventId));
      const [{ body }] = receiver.requests;
      expect(JSON.parse(body)).toMatchObject({
        type: 'token.revoked',
        timestamp: '2026-01-01T00:00:00.000Z',
        data: { id: rows[0].event_id, subject: { id: 'a' } },
      });
      expect(rows[0].body).toBe(body);
    });

    it('are tried again after growing pauses, with the same id, and hold up no later one', async () => {
      const { tell, relay, pass, deliveries, targetRow } = await setUp();
      answers = [500, 204, 503];
      await tell(sampleEvent('a'), sampleEvent('b'));
      await relay.drain();
      expect((await deliveries()).map(({ state }) => state)).toEqual([
        'pending',
        'delivered',
      ]);
      pass(4999);
      await relay.drain();
      expect(receiver.requests).toHaveLength(2);
      pass(1);
      await relay.drain();
      expect(receiver.requests).toHaveLength(3);
      expect((await targetRow()).failing_since).not.toBeNull();
      pass(19_999);
      await relay.drain();
      expect(receiver.requests).toHaveLength(3);
      pass(1);
      await relay.drain();
      const [row] = await deliveries();
      expect(row).toMatchObject({
        state: 'delivered',
        attempts: 3,
        problem: null,
      });
      expect(JSON.parse(row.history)).toMatchObject([
        { status: 500, problem: 'status' },
        { status: 503, problem: 'status' },
        { status: 204 },
      ]);
      expect(
        [0, 2, 3].map(at => receiver.requests[at].headers['webhook-id']),
      ).toEqual([row.event_id, row.event_id, row.event_id]);
      expect((await targetRow()).failing_since).toBeNull();
    });

    it('are given up after a day', async () => {
      const { tell, relay, pass, deliveries } = await setUp();
      answers = Array(100).fill(500);
      await tell(sampleEvent('a'));
      for (let hour = 0; hour < 30; hour += 1) {
        await relay.drain();
        pass(HOUR);
      }
      const [row] = await deliveries();
      expect(row).toMatchObject({
        state: 'failed',
        problem: 'status',
        response_status: 500,
        next_attempt_at: null,
      });
      const last = Date.parse(row.last_attempt_at ?? '');
      expect(last - Date.parse(row.created_at)).toBeLessThanOrEqual(DAY);
      expect(last - Date.parse(row.created_at)).toBeGreaterThan(DAY / 2);
      expect(receiver.requests.length).toBe(row.attempts);
    });

    it('end when the receiver answers 410 Gone, until its address changes', async () => {
      const { tell, relay, createRelay, pass, deliveries, targetRow } =
        await setUp();
      answers = [410];
      await tell(sampleEvent('a'), sampleEvent('b'));
      await relay.drain();
      await tell(sampleEvent('c'));
      pass(HOUR);
      await relay.drain();
      expect(receiver.requests).toHaveLength(1);
      expect((await deliveries()).map(row => [row.state, row.problem])).toEqual(
        [
          ['failed', 'gone'],
          ['failed', 'gone'],
          ['failed', 'gone'],
        ],
      );
      expect((await targetRow()).gone_at).not.toBeNull();

      await createRelay();
      expect((await targetRow()).gone_at).not.toBeNull();
      const moved = await createRelay(webhookTarget(`${receiver.url}/moved`));
      expect((await targetRow()).gone_at).toBeNull();
      await tell(sampleEvent('d'));
      await moved.drain();
      expect(receiver.requests.map(({ path }) => path)).toEqual([
        '/hook',
        '/hook/moved',
      ]);
    });

    it('are made by one process at a time, and by another once the first is gone', async () => {
      const { knex, clock, tell, createRelay, pass, deliveries } =
        await setUp();
      let meet = async () => {};
      await receiver.stop();
      receiver = await startReceiver(async res => {
        await meet();
        res.writeHead(204).end();
      });
      const target = webhookTarget(receiver.url);
      const first = await createRelay(target);
      const second = await createRelay(target);
      await tell(sampleEvent('a'), sampleEvent('b'));
      // While the first waits for its answer, the second looks.
      meet = () => second.drain();
      await first.drain();
      meet = async () => {};
      await second.drain();
      const rows = await deliveries();
      expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1]);
      expect(receiver.sequences()).toEqual(
        rows.map(row => Number(row.sequence)),
      );

      // A process that died holds its claim for half a minute.
      await tell(sampleEvent('c'));
      await knex('webhook_targets').update({
        claimed_by: 'a process that died',
        claimed_until: new Date(clock.now().getTime() + 30_000).toISOString(),
      });
      await second.drain();
      expect(receiver.requests).toHaveLength(2);
      pass(30_000);
      await second.drain();
      expect(receiver.requests).toHaveLength(3);
    });

    it('send nothing that the portal did not write, nor what the target does not get', async () => {
      const { knex, tell, relay, deliveries, createRelay } = await setUp();
      await tell(sampleEvent('a'), sampleEvent('b'));
      await dropGuards(knex);
      await knex('audit_events')
        .where({ subject_id: 'a' })
        .update({ mac: 'AAAA' });
      await relay.drain();
      expect((await deliveries()).map(row => [row.state, row.problem])).toEqual(
        [
          ['failed', 'event-not-authentic'],
          ['delivered', null],
        ],
      );

      await tell(sampleEvent('c'));
      const narrowed = await createRelay(
        webhookTarget(receiver.url, { types: ['promotion.approved'] }),
      );
      await narrowed.drain();
      expect((await deliveries())[2]).toMatchObject({
        state: 'failed',
        problem: 'not-asked-for',
      });
      expect(receiver.requests).toHaveLength(1);
    });

    it('are kept for 30 days', async () => {
      const { knex, clock, tell, relay, pass, deliveries } = await setUp();
      await tell(sampleEvent('old'));
      await relay.drain();
      pass(DAY);
      await tell(sampleEvent('newer'));
      await relay.drain();
      pass(29 * DAY - MINUTE);
      await pruneWebhookDeliveries({ knex, clock });
      expect(await deliveries()).toHaveLength(2);
      pass(2 * MINUTE);
      await pruneWebhookDeliveries({ knex, clock });
      expect(await deliveries()).toHaveLength(1);
    });
  },
);
