import { heldGrowth, MIB, residentGrowth } from '../measure/memory';
import { percentile } from '../measure/percentile';
import { timed } from '../measure/timed';
import { BenchLine } from '../report/BenchLine';
import { Bench, BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { seedEvents } from './seedEvents';

const EVENTS = 5000;
const TIMES_LARGER = 4;
const ROUNDS = 5;
const MEMORY_ROUNDS = 3;
/** Rows of one statement of the baseline, as many as the export's. */
const ROWS = 500;
/** How often an export is looked at, in events. */
const LOOK_EVERY = 1000;

interface Period {
  from: string;
  to: string;
}

/** A period without other events. */
const FROM = '2020-01-01T00:00:00.000Z';
const FIRST_DAY = '2020-01-01T12:00:00.000Z';
const SECOND_DAY = '2020-01-02T12:00:00.000Z';
const SMALL = { from: FROM, to: '2020-01-02T00:00:00.000Z' };
const LARGE = { from: FROM, to: '2020-01-03T00:00:00.000Z' };

/**
 * How fast the audit log leaves as NDJSON by REST, and what it takes in memory, at two sizes: if memory does not grow with the
 * export, the larger one has the smaller ratio. Baselines: the same rows read in pages by bare statements in this process, and
 * the size of the file, which is what holding it would take.
 */
export const auditExport: Bench = {
  name: 'export',
  async run(context) {
    await fill(context);
    const { knex } = context.portal.registry;
    const { fromSequence, toSequence } = await order(context, SMALL);

    const baseline: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const read = await timed(async () => {
        let next = fromSequence;
        while (next < toSequence) {
          const rows = await knex('audit_events')
            .where('sequence', '>=', next)
            .where('sequence', '<', toSequence)
            .orderBy('sequence')
            .limit(ROWS);
          next = Number(rows[rows.length - 1].sequence) + 1;
        }
      });
      const { ndjson } = await order(context, SMALL);
      const sent = await timed(() => download(context, ndjson));
      // The first round warms up.
      if (round > 0) {
        baseline.push(read);
        ours.push(sent);
      }
    }
    const events = toSequence - fromSequence;
    const rate = (times: number[]) => (events / percentile(times, 0.5)) * 1000;
    return [
      {
        name: `export ${events} audit events, median rate`,
        baseline: { value: rate(baseline), unit: '/s' },
        ours: { value: rate(ours), unit: '/s' },
      },
      ...(await memory(context)),
    ];
  },
};

async function fill(context: BenchContext): Promise<void> {
  context.say(`writing ${EVENTS * TIMES_LARGER} audit events`);
  const chatbot = await BenchChatbot.register(context, 'bench-export');
  await chatbot.reportVersion();
  await seedEvents(context, { chatbot, count: EVENTS, occurredAt: FIRST_DAY });
  await seedEvents(context, {
    chatbot,
    count: EVENTS * (TIMES_LARGER - 1),
    occurredAt: SECOND_DAY,
  });
}

async function memory(context: BenchContext): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const period of [SMALL, LARGE]) {
    const { count } = await order(context, period);
    // The first round warms up.
    const rounds: Growth[] = [];
    for (let round = 0; round <= MEMORY_ROUNDS; round += 1) {
      rounds.push(await growthOfOne(context, period));
    }
    const measured = rounds.slice(1);
    const line = (what: string, growth: number[]): BenchLine => ({
      name: `export ${count} events, peak growth of ${what}`,
      baseline: { value: measured[0].size / MIB, unit: 'MiB' },
      ours: { value: Math.max(...growth), unit: 'MiB' },
    });
    lines.push(
      line(
        'resident memory',
        measured.map(({ resident }) => resident),
      ),
      line(
        'memory held',
        measured.map(({ held }) => held),
      ),
    );
  }
  return lines;
}

/** The size of an export in bytes, and what it takes in MiB. */
interface Growth {
  size: number;
  resident: number;
  held: number;
}

async function growthOfOne(
  context: BenchContext,
  period: Period,
): Promise<Growth> {
  const first = await order(context, period);
  let size = 0;
  const resident = await residentGrowth(async () => {
    size = await download(context, first.ndjson);
  });
  const second = await order(context, period);
  const held = await heldGrowth(look => download(context, second.ndjson, look));
  return { size, resident, held };
}

async function order({ auditor }: BenchContext, period: Period) {
  return auditor.post('/api/chatbots/v1/audit/exports', period);
}

/** Takes an export as fast as it comes and keeps nothing of it. Returns its size in bytes. */
async function download(
  { auditor }: BenchContext,
  path: string,
  look?: () => void,
): Promise<number> {
  const response = await auditor.send(`/api/chatbots${path}`);
  if (!response.ok || !response.body) {
    throw new Error(`${path}: ${response.status}`);
  }
  let size = 0;
  let lines = 0;
  let next = LOOK_EVERY;
  for await (const chunk of response.body) {
    size += chunk.length;
    for (const byte of chunk) {
      lines += byte === 0x0a ? 1 : 0;
    }
    if (look && lines >= next) {
      next += LOOK_EVERY;
      look();
    }
  }
  if (lines < EVENTS) {
    throw new Error(`The export has ${lines} lines`);
  }
  return size;
}
