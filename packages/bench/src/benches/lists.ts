import { PortalClient } from '../client/PortalClient';
import { registration } from '../client/reports';
import { inParallel } from '../measure/inParallel';
import { percentile } from '../measure/percentile';
import { timed } from '../measure/timed';
import { PAGE } from '../portal/RegistryProbe';
import { BenchLine } from '../report/BenchLine';
import { Bench, BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { componentOf } from './entities';
import { seedVersions } from './seedVersions';
import { settled } from './settled';

const CHATBOTS = 200;
const VERSIONS = 1000;
const REQUESTS = 100;
const WARM_UP = 10;
/** Clients that fill the registry before anything is measured. */
const FILLERS = 8;

/**
 * How long a page of a list takes that a person looks at. Baselines: the bare rows of such a page, by one statement, behind the
 * same server and the same credentials but without a question to the permission framework; and the catalog's own list.
 */
export const lists: Bench = {
  name: 'lists',
  async run(context) {
    const name = await fill(context);
    const api = '/api/chatbots/v1/chatbots';
    const bare = '/api/chatbots/bench/chatbots';
    return [
      ...(await compare(context.engineer, {
        name: `${PAGE} of ${CHATBOTS} chatbots`,
        baseline: bare,
        ours: `${api}?limit=${PAGE}`,
      })),
      ...(await compare(context.engineer, {
        name: `${PAGE} of ${CHATBOTS} chatbots, beside the catalog's components`,
        baseline: `/api/catalog/entities/by-query?filter=kind=component&orderField=metadata.name,asc&limit=${PAGE}`,
        ours: `${api}?limit=${PAGE}`,
      })),
      ...(await compare(context.engineer, {
        name: `${PAGE} of ${VERSIONS} versions`,
        baseline: `${bare}/${name}/versions`,
        ours: `${api}/${name}/versions?limit=${PAGE}`,
      })),
    ];
  },
};

/** Returns the name of the chatbot with many versions. */
async function fill(context: BenchContext): Promise<string> {
  const { engineer, portal } = context;
  context.say(`registering ${CHATBOTS} chatbots`);
  const names = Array.from({ length: CHATBOTS }, (_, i) => `bench-list-${i}`);
  await inParallel(FILLERS, CHATBOTS - 1, i =>
    engineer.post('/api/chatbots/v1/chatbots', registration(names[i])),
  );
  const busy = await BenchChatbot.register(context, names[CHATBOTS - 1]);
  await seedVersions(context, { chatbot: busy, count: VERSIONS });
  await portal.baseline.add(names.map(componentOf));
  await settled(context);
  return busy.name;
}

async function compare(
  client: PortalClient,
  pages: { name: string; baseline: string; ours: string },
): Promise<BenchLine[]> {
  const times: Record<'baseline' | 'ours', number[]> = {
    baseline: [],
    ours: [],
  };
  for (let i = 0; i < WARM_UP + REQUESTS; i += 1) {
    for (const side of ['baseline', 'ours'] as const) {
      const time = await timed(async () => {
        const { items } = await client.get(pages[side]);
        if (items.length !== PAGE) {
          throw new Error(`${pages[side]}: ${items.length} rows`);
        }
      });
      if (i >= WARM_UP) {
        times[side].push(time);
      }
    }
  }
  return [0.5, 0.95].map(part => ({
    name: `${pages.name}, p${part * 100}`,
    baseline: { value: percentile(times.baseline, part), unit: 'ms' },
    ours: { value: percentile(times.ours, part), unit: 'ms' },
  }));
}
