import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import {
  DeploymentRow,
  DeploymentStepRow,
  findSuccessors,
  listDeploymentSteps,
  readDeployments,
} from '../../../database/deployments';
import { fromJson } from '../../../database/json';
import { listStages, StageRow } from '../../../database/stages';
import { FsckContext } from '../FsckContext';
import { isOneOf } from '../log/readEvents';
import { KeptTexts } from './KeptTexts';
import { Pseudonyms } from './Pseudonyms';
import { holds, isTold, tells } from './told';
import { toldOf } from './toldOf';

type Opening = StoredEvent<'promotion.requested' | 'promotion.deploying'>;
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

/** A deployment and everything that is to agree with it. */
interface Around {
  row: DeploymentRow;
  opening: readonly Opening[];
  reported: readonly Step[];
  closing: Closing | undefined;
  steps: readonly DeploymentStepRow[];
  /** When the next version took the stage over. */
  replacedAt: string | null;
  stages: readonly StageRow[];
  texts: KeptTexts;
  pseudonyms: Pseudonyms;
}

/** Compares each deployment, its times and its steps with the log. */
export async function checkDeployments(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('deployments');
  for await (const rows of readDeployments(knex, PAGE)) {
    const ids = rows.map(({ id }) => id);
    const steps = await listDeploymentSteps(knex, ids);
    const successors = await findSuccessors(knex, ids);
    const stages = await listStages(
      knex,
      [...new Set(rows.map(({ chatbot }) => chatbot))],
      [...new Set(rows.map(({ stage }) => stage))],
    );
    const opened = await toldOf(context, {
      kind: 'promotion',
      types: ['promotion.requested', 'promotion.deploying'],
      ids: rows.map(row => row.promotion_id),
    });
    const told = await toldOf(context, {
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
    const pseudonyms = await Pseudonyms.read(knex, {
      refs: rows.flatMap(approversOf),
      pseudonyms: stories.flatMap(({ opening }) =>
        opening.events.flatMap(event =>
          event.type === 'promotion.deploying'
            ? event.people.approvers ?? []
            : [],
        ),
      ),
    });
    for (const { row, opening, since } of stories) {
      const around: Around = {
        row,
        opening: opening.events,
        reported: since.events.filter(isStepReport),
        closing: since.events.filter(isClosing).at(-1),
        steps: steps.filter(one => one.deployment_id === row.id),
        replacedAt: successors.get(row.id) ?? null,
        stages,
        texts,
        pseudonyms,
      };
      if (
        !opening.waiting &&
        !since.waiting &&
        !holds(() => isOpened(around) && isClosed(around) && hasSteps(around))
      ) {
        findings.add({
          code: 'deployment-changed',
          message: `Deployment ${row.id} of ${row.chatbot} ${row.version} or one of its steps is not what the log says`,
        });
      }
    }
    progress.advance(rows.length);
  }
}

function isStepReport(event: Step | Closing): event is Step {
  return event.type === 'deployment.step-reported';
}

function isClosing(event: Step | Closing): event is Closing {
  return !isStepReport(event);
}

/** Nobody where the column can't be read any more. */
function approversOf(row: DeploymentRow): string[] {
  try {
    const refs = fromJson<unknown>(row.approved_by);
    return Array.isArray(refs) ? refs.map(String) : [];
  } catch {
    return [];
  }
}

function isOpened({ row, opening, texts, pseudonyms }: Around): boolean {
  const requested = opening.find(one =>
    isOneOf(one, ['promotion.requested']),
  ) as StoredEvent<'promotion.requested'> | undefined;
  const event = opening.findLast(one =>
    isOneOf(one, ['promotion.deploying']),
  ) as StoredEvent<'promotion.deploying'> | undefined;
  if (!event || !requested) {
    return false;
  }
  const { data } = event;
  const lines = (refs: readonly string[]) =>
    refs.map(ref => [ref, ''] as const);
  return (
    data.deploymentId === row.id &&
    data.version === row.version &&
    data.digest === row.digest &&
    data.stage === row.stage &&
    event.occurredAt === row.started_at &&
    isTold(requested, 'versionId', row.version_id) &&
    isTold(event, 'strategy', row.strategy) &&
    isTold(event, 'replacesVersion', row.replaces_version) &&
    isTold(event, 'fallbackDigest', row.fallback_digest) &&
    (!tells(event, 'approvers') ||
      (row.approved_by === JSON.stringify(approversOf(row)) &&
        pseudonyms.areSame(
          lines(event.people.approvers ?? []),
          lines(approversOf(row)),
        ))) &&
    texts.holds(event, 'runDigest', row.run && sha256Text(row.run))
  );
}

function isClosed(around: Around): boolean {
  const { row, closing, reported, replacedAt, texts } = around;
  if (!closing) {
    return (
      row.state === 'open' &&
      row.finished_at === null &&
      row.ended_at === null &&
      row.message === null &&
      row.open_key === `${row.chatbot}|${row.stage}` &&
      row.weight === (reported.at(-1)?.data.weight ?? 0)
    );
  }
  const isDeployed = closing.type === 'deployment.deployed';
  return (
    STATE_AFTER[closing.type] === row.state &&
    closing.occurredAt === row.finished_at &&
    row.open_key === null &&
    row.weight === (isDeployed ? 100 : 0) &&
    row.ended_at === (isDeployed ? replacedAt : null) &&
    (!isDeployed || row.ended_at !== null || isLive(around)) &&
    texts.holds(closing, 'message', row.message || null)
  );
}

/** Whether the stage says that the deployment runs in it. */
function isLive({ row, stages }: Around): boolean {
  return stages.some(
    live =>
      live.chatbot === row.chatbot &&
      live.stage === row.stage &&
      live.deployment_id === row.id,
  );
}

function hasSteps({ steps, reported, texts }: Around): boolean {
  return (
    steps.length === reported.length &&
    steps.every((step, i) => isStep(step, reported[i], texts))
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
