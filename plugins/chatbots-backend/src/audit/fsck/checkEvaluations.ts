import { Knex } from 'knex';
import { EvaluationRow, readEvaluations } from '../../database/evaluations';
import { evaluationContent } from '../../records/evaluationDigests';
import { contentOf } from '../../records/evaluationRows';
import { eventsOf } from './readLog';
import { Finding } from './Finding';
import { listMetrics, listSlices } from '../../database/evaluationMetrics';
import { readEvaluationSamples } from '../../database/evaluationSamples';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { hasOrigin, KeptTexts } from './KeptTexts';
import { isTold } from '../../records/toldFacts';

/** Rows read at once. */
const PAGE = 100;

/** Digests every number and text of every evaluation again and compares it with what the log says was reported. */
export async function checkEvaluations(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  for await (const rows of readEvaluations(knex, PAGE)) {
    const ids = rows.map(({ id }) => id);
    const told = await eventsOf(knex, {
      size,
      kind: 'evaluation',
      types: ['evaluation.reported'],
      ids,
    });
    const of = <Row extends { evaluation_id: string }>(
      all: readonly Row[],
      id: string,
    ) => all.filter(row => row.evaluation_id === id);
    const metrics = await listMetrics(knex, ids);
    const slices = await listSlices(knex, ids);
    const stories = rows.map(row => ({ row, ...told(row.chatbot, row.id) }));
    const texts = await KeptTexts.read(
      knex,
      stories.flatMap(({ events }) => events),
    );
    for (const { row, events, waiting } of stories) {
      const samples = await readEvaluationSamples(knex, row.id);
      const digest = digestOf({
        evaluation: row,
        metrics: of(metrics, row.id),
        slices: of(slices, row.id),
        samples,
      });
      const reported = events.at(-1);
      if (
        !waiting &&
        !(
          reported &&
          digest === row.content_digest &&
          reported.data.contentDigest === row.content_digest &&
          isReported(row, reported, texts)
        )
      ) {
        findings.push({
          code: 'evaluation-changed',
          message: `Evaluation ${row.id} of ${row.chatbot} ${row.version} is not what the log says was reported`,
        });
      }
    }
  }
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
    data.digest === row.digest &&
    (data.deploymentId ?? null) === row.deployment_id &&
    (data.stage ?? null) === row.stage &&
    event.occurredAt === row.reported_at &&
    hasOrigin(event, row.origin, texts) &&
    texts.holds(event, 'runDigest', sha256Text(row.run))
  );
}

/** Undefined for what can't be read any more. */
function digestOf(rows: Parameters<typeof contentOf>[0]): string | undefined {
  try {
    return evaluationContent(contentOf(rows));
  } catch {
    return undefined;
  }
}
