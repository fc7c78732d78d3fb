import type { PageTruth } from './PageTruth';
import type { PortalDatabase } from '../PortalDatabase';
import {
  numberBefore,
  oneOf,
  OUTCOMES,
  outcomeWord,
  Part,
  partsOf,
  rowsOf,
} from './readPage';

const STAGES = ['development', 'staging', 'production'];

/** The model catalog: what runs where, what the gate of the newest version says, how much waits. */
export const catalog: PageTruth = {
  name: 'The model catalog',
  path: '/chatbots',
  expected: async rows => ({
    counts: await countsIn(rows),
    chatbots: await chatbotsIn(rows),
  }),
  shown: async page => {
    const strip = page.getByRole('group', { name: 'Filter by state' });
    const [counts] = await partsOf(strip);
    const table = await rowsOf(page.getByRole('grid').first());
    return {
      counts: {
        all: numberBefore(counts, /chatbots?/),
        inProduction: numberBefore(counts, /in production/),
        failing: numberBefore(counts, /failing/),
        waiting: numberBefore(counts, /waiting for approval/),
      },
      chatbots: Object.fromEntries(
        table.map(row => [row.Chatbot.lines[0], shownRow(row)]),
      ),
    };
  },
};

function shownRow(row: Record<string, Part>) {
  return {
    verdict: oneOf(row.Chatbot, OUTCOMES),
    risk: row.Risk?.lines[0]?.toLowerCase(),
    stages: STAGES.map(stage => ({
      versions: row[stage]?.versions,
      weight: numberBefore(row[stage], /%/),
    })),
    waiting: waitingIn(row['Needs attention']),
  };
}

/** Some of what waits is a link, some a reason with its outcome, and the rest a number. */
function waitingIn(cell: Part | undefined): number {
  const reasons = cell?.lines.filter(line => OUTCOMES.includes(line)) ?? [];
  return (
    (cell?.links.length ?? 0) +
    reasons.length +
    (Number(/and (\d+) more$/m.exec(cell?.text ?? '')?.[1]) || 0)
  );
}

async function countsIn(rows: PortalDatabase) {
  const count = async (sql: string) => Number((await rows.all(sql))[0].n);
  return {
    all: await count('select count(*) as n from chatbots'),
    inProduction: await count(
      `select count(*) as n from stages where stage = 'production'`,
    ),
    failing: await count(
      `select count(*) as n from chatbot_summaries where verdict = 'fail'`,
    ),
    waiting: await count(
      `select count(distinct chatbot) as n from promotions where state = 'requested'`,
    ),
  };
}

async function chatbotsIn(rows: PortalDatabase) {
  const chatbots = await rows.all(
    `select c.name, c.title, c.risk_class, s.verdict, s.failing,
       (select version from model_versions v where v.chatbot = c.name order by ordinal desc limit 1) as newest,
       (select count(*) from promotions p where p.chatbot = c.name and p.open_key is not null) as promotions,
       (select count(*) from facts_proposals f where f.chatbot = c.name and f.state = 'open') as proposals
     from chatbots c left join chatbot_summaries s on s.chatbot = c.name`,
  );
  const live = await rows.all('select chatbot, stage, version from stages');
  const rollouts = await rows.all(
    'select chatbot, stage, version, weight from deployments where open_key is not null',
  );
  return Object.fromEntries(
    chatbots.map(({ name, ...one }) => [
      one.title,
      {
        verdict: outcomeWord(one.verdict ?? 'none'),
        risk: one.risk_class,
        stages: STAGES.map((stage, index) => {
          const isHere = (row: { chatbot?: string; stage?: string }) =>
            row.chatbot === name && row.stage === stage;
          const rollout = rollouts.find(isHere);
          const here = live.find(isHere)?.version;
          // Each reported version begins in the first stage, without a promotion.
          const shown = here ?? (index === 0 && !rollout ? one.newest : null);
          return {
            versions: [shown, rollout?.version].filter(Boolean),
            weight: rollout ? Number(rollout.weight) : undefined,
          };
        }),
        waiting:
          Number(one.promotions) +
          Number(one.proposals) +
          JSON.parse(one.failing ?? '[]').length,
      },
    ]),
  );
}
