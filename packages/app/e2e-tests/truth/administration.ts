import type { PageTruth } from './PageTruth';
import { factsOf, numberBefore, partsOf, rowsOf } from './readPage';

/** A page of events or of deliveries. */
const PAGE_SIZE = 25;

/** The audit page: how many events there are, the newest of them, and what the log says of its end. */
export const audit: PageTruth = {
  name: 'The audit page',
  path: '/audit',
  expected: async rows => {
    const events = await rows.all(
      'select sequence, recorded_at from audit_events where sequence is not null order by sequence desc limit ?',
      PAGE_SIZE,
    );
    const [log] = await rows.all('select size from audit_log');
    const [checkpoint] = await rows.all(
      'select size from audit_checkpoints order by size desc limit 1',
    );
    return {
      count: Number(log.size),
      newest: events.map(({ sequence, recorded_at }) => ({
        sequence: Number(sequence),
        recorded: `${recorded_at.slice(0, 19).replace('T', ' ')} UTC`,
      })),
      size: Number(log.size),
      gaps: 'none',
      checkpoint: Number(checkpoint?.size),
    };
  },
  shown: async page => {
    const main = page.getByRole('main');
    const [count] = await partsOf(
      main.getByRole('status').filter({ hasText: /events? match/ }),
    );
    const table = await rowsOf(
      page.getByRole('grid', { name: 'Events' }).or(page.getByRole('grid')),
    );
    const facts = await factsOf(main);
    return {
      count: numberBefore(count, /events? match/),
      newest: table.map(row => ({
        sequence: Number(row['No.']?.text),
        recorded: row.Recorded?.text,
      })),
      size: Number(facts.Events?.lines[0].replaceAll(',', '')),
      gaps: facts.Gaps?.lines[0],
      checkpoint: numberBefore(
        facts['Last checkpoint'] && {
          ...facts['Last checkpoint'],
          text: facts['Last checkpoint'].text.replace('at ', ''),
        },
        /events/,
      ),
    };
  },
};

/** What became of a delivery, in words. */
const DELIVERY_STATES: Record<string, string> = {
  pending: 'Under way',
  delivered: 'Delivered',
  failed: 'Given up',
};

/** The webhooks page: how delivery to each target goes, and what was sent to it, newest first. */
export const webhooks: PageTruth = {
  name: 'The webhooks page',
  path: '/webhooks',
  expected: async rows => {
    const targets = await rows.all(
      `select target,
         sum(case when state = 'pending' then 1 else 0 end) as outstanding,
         sum(case when state = 'failed' then 1 else 0 end) as failed
       from webhook_deliveries group by target`,
    );
    const deliveries = await rows.all(
      'select * from webhook_deliveries order by created_at desc, id desc limit ?',
      PAGE_SIZE,
    );
    return {
      targets: targets.map(one => ({
        target: one.target,
        outstanding: Number(one.outstanding),
        failed: Number(one.failed),
      })),
      deliveries: deliveries.map(one => ({
        event: Number(one.sequence),
        target: one.target,
        state: DELIVERY_STATES[one.state],
        attempts: Number(one.attempts),
        instant: one.created_at,
      })),
    };
  },
  shown: async page => {
    const tables = await page.getByRole('grid').all();
    const [targets = [], deliveries = []] = await Promise.all(
      tables.map(rowsOf),
    );
    return {
      targets: targets.map(row => ({
        target: row.Target?.lines[0],
        outstanding: Number(row.Outstanding?.text),
        failed: Number(row['Given up']?.text),
      })),
      deliveries: deliveries.map(row => ({
        event: Number(/number (\d+)/.exec(row.Event?.text ?? '')?.[1]),
        target: row.Target?.text,
        state: row.State?.text,
        attempts: numberBefore(row['Last answer'], /attempts?/),
        instant: row.Made?.instants[0],
      })),
    };
  },
};
