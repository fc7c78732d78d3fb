import type { Page } from 'playwright-core';
import type { PageTruth } from './PageTruth';
import type { PortalDatabase, Row } from '../PortalDatabase';
import {
  inWords,
  numberBefore,
  oneOf,
  partsOf,
  personKey,
  STATE_WORDS,
  rowsOf,
} from './readPage';

const STAGES = ['development', 'staging', 'production'];
/** A table of evaluations shows no more of each. */
const SHOWN_METRICS = 3;
const entityPage = (chatbot: string, tab = '') =>
  `/catalog/default/component/${chatbot}${tab}`;

/** The overview card: what is in each stage since when and by whose word, and what is open. */
export function overview(chatbot: string): PageTruth {
  return {
    name: `The overview of ${chatbot}`,
    path: entityPage(chatbot),
    expected: async rows => ({
      stages: await stagesIn(rows, chatbot),
      open: await openIn(rows, 'chatbot = ?', chatbot),
    }),
    shown: async page => ({
      stages: await shownStages(page),
      open: await shownOpen(page),
    }),
  };
}

/** The stages tab: what is where now, and every deployment, newest first. */
export function stages(chatbot: string): PageTruth {
  return {
    name: `The stages of ${chatbot}`,
    path: entityPage(chatbot, '/stages'),
    expected: async rows => {
      const deployments = await rows.all(
        `select state, version, stage, replaces_version, approved_by, coalesce(finished_at, started_at) as instant
         from deployments where chatbot = ? order by started_at desc, id desc`,
        chatbot,
      );
      return {
        stages: await stagesIn(rows, chatbot),
        deployments: deployments.map(row => ({
          state: row.state === 'open' ? 'Deploying' : inWords(row.state),
          versions: [row.version, row.replaces_version].filter(Boolean),
          stage: row.stage,
          approvedBy: JSON.parse(row.approved_by).map(personKey).sort(),
          instant: row.instant,
        })),
      };
    },
    shown: async page => {
      const parts = await partsOf(
        page.getByRole('region', { name: 'Deployments' }).getByRole('article'),
      );
      return {
        stages: await shownStages(page),
        deployments: parts.map(part => ({
          state: oneOf(part, STATE_WORDS),
          versions: part.versions,
          stage: oneOf(part, STAGES),
          approvedBy: part.people.sort(),
          instant: part.instants[0],
        })),
      };
    },
  };
}

/** The evaluations tab: which version was measured by which suite, and the scores as they are rounded. */
export function evaluations(chatbot: string): PageTruth {
  return {
    name: `The evaluations of ${chatbot}`,
    path: entityPage(chatbot, '/evaluations'),
    expected: async rows => {
      const found = await rows.all(
        `select id, version, suite, dataset_name, dataset_revision, finished_at from evaluations
         where chatbot = ? order by reported_at desc, id desc limit 20`,
        chatbot,
      );
      return Promise.all(
        found.map(async row => ({
          version: row.version,
          suite: row.suite,
          dataset: `${row.dataset_name} ${row.dataset_revision}`,
          scores: (
            await rows.all(
              `select name, value, unit from evaluation_metrics where evaluation_id = ? order by position limit ?`,
              row.id,
              SHOWN_METRICS,
            )
          ).map(({ name, value, unit }) => `${name} ${rounded(value, unit)}`),
          instant: row.finished_at,
        })),
      );
    },
    shown: async page => {
      const table = page
        .getByRole('region', { name: 'All evaluations' })
        .getByRole('grid');
      return (await rowsOf(table)).map(row => ({
        version: row.Version?.versions[0],
        suite: row.Suite?.lines[0],
        dataset: row.Suite?.lines[1],
        scores: row.Metrics?.lines,
        instant: row.Finished?.instants[0],
      }));
    },
  };
}

/** Promotions and rollouts that are open, in no order. */
export async function openIn(
  rows: PortalDatabase,
  where: string,
  value: string,
) {
  const open = await rows.all(
    `select version, stage, state from promotions where open_key is not null and ${where}`,
    value,
  );
  return open
    .map(row => `${row.version} → ${row.stage}: ${inWords(row.state)}`)
    .sort();
}

/** The list of what is open, as the overview and the page of a version show it. */
export async function shownOpen(page: Page) {
  const list = page.getByRole('list', { name: 'Open promotions' });
  const parts = await partsOf(list.getByRole('listitem'));
  return parts
    .map(part => `${part.links[0]}: ${oneOf(part, STATE_WORDS)}`)
    .sort();
}

async function shownStages(page: Page) {
  const track = page.getByRole('list', { name: 'What runs where' });
  const parts = await partsOf(track.getByRole('listitem'));
  return parts.map(part => ({
    stage: part.lines[0],
    versions: part.versions,
    since: part.instants,
    approvedBy: part.people.sort(),
    weight: numberBefore(part, /% of traffic/),
  }));
}

async function stagesIn(rows: PortalDatabase, chatbot: string) {
  const live = await rows.all(
    `select s.stage, s.version, s.since, d.approved_by
     from stages s join deployments d on d.id = s.deployment_id where s.chatbot = ?`,
    chatbot,
  );
  const rollouts = await rows.all(
    `select stage, version, weight, started_at as since, approved_by from deployments
     where chatbot = ? and open_key is not null`,
    chatbot,
  );
  const [newest] = await rows.all(
    'select version from model_versions where chatbot = ? order by ordinal desc limit 1',
    chatbot,
  );
  return STAGES.map((stage, index) => {
    const isHere = (row: Row) => row.stage === stage;
    const rollout = rollouts.find(isHere);
    const shown = [
      live.find(isHere) ?? (index === 0 ? newest : undefined),
      rollout,
    ].filter(one => one !== undefined);
    return {
      stage,
      versions: shown.map(({ version }) => version),
      since: shown.flatMap(({ since }) => since ?? []),
      approvedBy: shown
        .flatMap(({ approved_by }) => JSON.parse(approved_by ?? '[]'))
        .map(personKey)
        .sort(),
      weight: rollout ? Number(rollout.weight) : undefined,
    };
  });
}

/** Digits after the point that a unit is shown with: at least, and at most. */
const DIGITS: Record<string, [number, number]> = {
  ratio: [2, 3],
  score: [1, 2],
  ms: [0, 0],
  count: [0, 0],
};

function rounded(value: number, unit: string | null): string {
  const [minimumFractionDigits, maximumFractionDigits] = DIGITS[unit ?? ''] ?? [
    0, 3,
  ];
  const number = new Intl.NumberFormat('en', {
    minimumFractionDigits,
    maximumFractionDigits,
  }).format(value);
  return unit === 'ms' ? `${number}\u00a0ms` : number;
}
