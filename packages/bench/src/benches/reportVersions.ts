import { Knex } from 'knex';
import { inParallel } from '../measure/inParallel';
import { percentile } from '../measure/percentile';
import { Rate, Round } from '../measure/Rate';
import { timed } from '../measure/timed';
import { BenchLine } from '../report/BenchLine';
import { Bench, BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { settled } from './settled';

const TABLE = 'bench_rows';
const ROUNDS = 4;
const CLIENTS = [
  { clients: 1, requests: 25 },
  { clients: 8, requests: 64 },
];

/**
 * How fast pipelines report versions by REST, each with its audit event, by clients that work for a chatbot each. Baseline: one
 * bare insert of as many characters as the row and its event, in a transaction of its own, on the same connection pool.
 */
export const reportVersions: Bench = {
  name: 'reports',
  async run(context) {
    const { knex } = context.portal.registry;
    const most = Math.max(...CLIENTS.map(({ clients }) => clients));
    const chatbots: BenchChatbot[] = [];
    for (let i = 0; i < most; i += 1) {
      chatbots.push(await BenchChatbot.register(context, `bench-reports-${i}`));
    }
    await chatbots[0].reportVersion();
    const row = await rowOfOneReport(knex, chatbots[0].name);
    await createTable(knex);

    const lines: BenchLine[] = [];
    for (const { clients, requests } of CLIENTS) {
      const insert = () =>
        knex.transaction(async db => {
          await db(TABLE).insert({ body: row });
        });
      const report = (_: number, client: number) =>
        chatbots[client].reportVersion();
      await measure(context, { clients, requests: clients * 3 }, insert);
      await measure(context, { clients, requests: clients * 3 }, report);
      const baseline = new Rate();
      const ours = new Rate();
      for (let round = 0; round < ROUNDS; round += 1) {
        baseline.add(await measure(context, { clients, requests }, insert));
        ours.add(await measure(context, { clients, requests }, report));
      }
      lines.push(...linesOf(clients, baseline, ours));
    }
    await knex.schema.dropTable(TABLE);
    return lines;
  },
};

async function measure(
  context: BenchContext,
  load: { clients: number; requests: number },
  work: (i: number, client: number) => Promise<unknown>,
): Promise<Round> {
  const times: number[] = [];
  const elapsed = await timed(() =>
    inParallel(load.clients, load.requests, async (i, client) => {
      times.push(await timed(() => work(i, client)));
    }),
  );
  await settled(context);
  return { elapsed, times };
}

function linesOf(clients: number, baseline: Rate, ours: Rate): BenchLine[] {
  const who = clients === 1 ? '1 client' : `${clients} clients`;
  return [
    {
      name: `report a version, ${who}, rate`,
      baseline: { value: baseline.perSecond(), unit: '/s' },
      ours: { value: ours.perSecond(), unit: '/s' },
    },
    ...[0.5, 0.95].map(
      (part): BenchLine => ({
        name: `report a version, ${who}, p${part * 100}`,
        baseline: { value: percentile(baseline.times, part), unit: 'ms' },
        ours: { value: percentile(ours.times, part), unit: 'ms' },
      }),
    ),
  ];
}

/** As many characters as one report leaves in the version's row and in its event. */
async function rowOfOneReport(knex: Knex, chatbot: string): Promise<string> {
  const [version] = await knex('model_versions').where({ chatbot }).limit(1);
  const [event] = await knex('audit_events')
    .where({ chatbot, type: 'version.reported' })
    .limit(1);
  return [...Object.values(version), ...Object.values(event)].join(' ');
}

async function createTable(knex: Knex): Promise<void> {
  await knex.schema.createTable(TABLE, table => {
    table.bigIncrements('id').primary();
    table.text('body').notNullable();
  });
}
