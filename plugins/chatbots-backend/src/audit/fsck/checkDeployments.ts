import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { fromJson } from '../../database/json';
import {
  DeploymentRow,
  DeploymentStepRow,
  listDeploymentSteps,
  readDeployments,
} from '../../database/deployments';
import { eventsOf } from './readLog';
import { Finding } from './Finding';
import { KeptTexts } from './KeptTexts';
import { isTold, tells } from '../../records/toldFacts';
import { Pseudonyms } from './Pseudonyms';

type Opening = StoredEvent<'promotion.deploying'>;
type Step = StoredEvent<'deployment.step-reported'>;
type Closing = StoredEvent<
  'deployment.deployed' | 'deployment.rolled-back' | 'deployment.failed'
>;

/** Rows read at once. */
const PAGE = 100;

/** State that each closing event leaves a deployment in. */
const STATE_AFTER: Record<Closing['type'], DeploymentRow['state']> = {
  'deployment.deployed': 'deployed',
  'deployment.rolled-back': 'rolled-back',
  'deployment.failed': 'failed',
};

/** Compares each deployment, its times and its steps with the log. */
export async function checkDeployments(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const pseudonyms = await Pseudonyms.read(knex);
  for await (const rows of readDeployments(knex, PAGE)) {
    const ids = rows.map(({ id }) => id);
    // Before the events: whatever stands in a row by then has its event by now.
    const steps = await listDeploymentSteps(knex, ids);
    const opened = await eventsOf(knex, {
      size,
      kind: 'promotion',
      types: ['promotion.deploying'],
      ids: rows.map(row => row.promotion_id),
    });
    const told = await eventsOf(knex, {
      size,
      kind: 'deployment',
      types: [
        'deployment.step-reported',
        'deployment.deployed',
        'deployment.rolled-back',
        'deployment.failed',
      ],
      ids,
    });
    const stories = rows.map(row => ({
      row,
      opening: opened(row.chatbot, row.promotion_id),
      since: told(row.chatbot, row.id),
    }));
    const texts = await KeptTexts.read(
      knex,
      stories.flatMap(({ opening, since }) => [
        ...opening.events,
        ...since.events,
      ]),
    );
    for (const { row, opening, since } of stories) {
      const reported: Step[] = [];
      const closings: Closing[] = [];
      for (const event of since.events) {
        if (event.type === 'deployment.step-reported') {
          reported.push(event);
        } else {
          closings.push(event);
        }
      }
      const own = steps.filter(one => one.deployment_id === row.id);
      if (
        !opening.waiting &&
        !since.waiting &&
        !(
          isOpened(row, opening.events.at(-1), { texts, pseudonyms }) &&
          isClosed(row, closings.at(-1), texts) &&
          own.length === reported.length &&
          own.every((step, i) => isStep(step, reported[i], texts))
        )
      ) {
        findings.push({
          code: 'deployment-changed',
          message: `Deployment ${row.id} of ${row.chatbot} ${row.version} or one of its steps is not what the log says`,
        });
      }
    }
  }
}

function isOpened(
  row: DeploymentRow,
  event: Opening | undefined,
  beside: { texts: KeptTexts; pseudonyms: Pseudonyms },
): boolean {
  if (!event) {
    return false;
  }
  const { data } = event;
  return (
    data.deploymentId === row.id &&
    data.version === row.version &&
    data.digest === row.digest &&
    data.stage === row.stage &&
    event.occurredAt === row.started_at &&
    isTold(event, 'strategy', row.strategy) &&
    isTold(event, 'replacesVersion', row.replaces_version) &&
    isTold(event, 'fallbackDigest', row.fallback_digest) &&
    hasApprovers(row, event, beside.pseudonyms) &&
    beside.texts.holds(event, 'runDigest', row.run && sha256Text(row.run))
  );
}

function hasApprovers(
  row: DeploymentRow,
  opening: Opening,
  pseudonyms: Pseudonyms,
): boolean {
  if (!tells(opening, 'approvers')) {
    return true;
  }
  const lines = (refs: readonly string[]) =>
    refs.map(ref => [ref, ''] as const);
  try {
    return pseudonyms.areSame(
      lines(opening.people.approvers ?? []),
      lines(fromJson<string[]>(row.approved_by)),
    );
  } catch {
    return false;
  }
}

function isClosed(
  row: DeploymentRow,
  event: Closing | undefined,
  texts: KeptTexts,
): boolean {
  if (!event) {
    return row.state === 'open' && row.finished_at === null;
  }
  return (
    STATE_AFTER[event.type] === row.state &&
    event.occurredAt === row.finished_at &&
    texts.holds(event, 'message', row.message || null)
  );
}

function isStep(
  row: DeploymentStepRow,
  event: Step,
  texts: KeptTexts,
): boolean {
  const { data } = event;
  return (
    data.sequence === row.sequence &&
    data.weight === row.weight &&
    data.status === row.status &&
    event.occurredAt === row.reported_at &&
    texts.holds(event, 'step', row.name) &&
    texts.holds(event, 'message', row.message || null)
  );
}
