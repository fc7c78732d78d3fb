import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { listMetrics, listSlices } from '../../../database/evaluationMetrics';
import { listSamplesOf } from '../../../database/evaluationSamples';
import { EvaluationRow, readEvaluations } from '../../../database/evaluations';
import { FsckContext } from '../FsckContext';
import {
  evaluationDigest,
  isInOrder,
  WholeEvaluation,
} from './evaluationContent';
import { hasOrigin, KeptTexts } from './KeptTexts';
import { holds, isMarked, isTold } from './told';
import { toldOf } from './toldOf';

/** Evaluations read at once, with everything that belongs to them. */
const PAGE = 10;
/** Samples read at once: those of the largest evaluation, which may be megabytes. */
const MOST_SAMPLES = 20_000;

/** Digests every number and text of every evaluation again and compares it with what the log says was reported. */
export async function checkEvaluations(context: FsckContext): Promise<void> {
  const { knex, progress } = context;
  progress.begin('evaluations');
  for await (const page of readEvaluations(knex, PAGE)) {
    for (const rows of bySamples(page)) {
      await checkRows(context, rows);
      progress.advance(rows.length);
    }
  }
}

/** Groups of rows with no more samples together than are read at once. */
function bySamples(rows: readonly EvaluationRow[]): EvaluationRow[][] {
  const groups: EvaluationRow[][] = [];
  let room = 0;
  for (const row of rows) {
    room -= row.sample_count;
    if (groups.length === 0 || room < 0) {
      groups.push([]);
      room = MOST_SAMPLES - row.sample_count;
    }
    groups[groups.length - 1].push(row);
  }
  return groups;
}

async function checkRows(
  context: FsckContext,
  rows: readonly EvaluationRow[],
): Promise<void> {
  const { knex, findings } = context;
  const ids = rows.map(({ id }) => id);
  const metrics = await listMetrics(knex, ids);
  const slices = await listSlices(knex, ids);
  const samples = await listSamplesOf(knex, ids);
  const told = await toldOf(context, {
    kind: 'evaluation',
    types: ['evaluation.reported'],
    ids,
  });
  const of = <Row extends { evaluation_id: string }>(
    all: readonly Row[],
    id: string,
  ) => all.filter(row => row.evaluation_id === id);
  const stories = rows.map(row => ({ row, ...told(row.chatbot, row.id) }));
  const texts = await KeptTexts.read(
    knex,
    stories.flatMap(({ events }) => events),
  );
  for (const { row, events, waiting } of stories) {
    const reported = events.at(-1);
    const whole = {
      row,
      metrics: of(metrics, row.id),
      slices: of(slices, row.id),
      samples: of(samples, row.id),
    };
    if (
      !waiting &&
      !holds(
        () =>
          reported !== undefined &&
          isReported(row, reported, texts) &&
          hasContent(whole, reported),
      )
    ) {
      findings.add({
        code: 'evaluation-changed',
        message: `Evaluation ${row.id} of ${row.chatbot} ${row.version} is not what the log says was reported`,
      });
    }
  }
}

/** Whether every number and text is what was reported. */
function hasContent(
  whole: WholeEvaluation,
  { data }: StoredEvent<'evaluation.reported'>,
): boolean {
  const { row, samples } = whole;
  return (
    row.content_digest === data.contentDigest &&
    row.content_digest === evaluationDigest(whole) &&
    row.sample_count === data.samples &&
    row.sample_count === samples.length &&
    isInOrder(whole)
  );
}

/** Whether what it is about, and where and when it came from, is what was reported. */
function isReported(
  row: EvaluationRow,
  event: StoredEvent<'evaluation.reported'>,
  texts: KeptTexts,
): boolean {
  const { data } = event;
  return (
    isTold(event, 'versionId', row.version_id) &&
    isTold(event, 'identityDigest', row.identity_digest) &&
    data.version === row.version &&
    data.digest === row.digest &&
    (data.deploymentId ?? null) === row.deployment_id &&
    (data.stage ?? null) === row.stage &&
    event.occurredAt === row.reported_at &&
    isMarked(event, row.demo) &&
    hasOrigin(event, row.origin, texts) &&
    texts.holds(event, 'runDigest', sha256Text(row.run))
  );
}
