import { Knex } from 'knex';
import { EvaluationRow } from '../../database/evaluations';
import { listMetrics, listSlices } from '../../database/evaluationMetrics';
import { readEvaluationSamples } from '../../database/evaluationSamples';
import { byId, readPages } from '../../database/paginate';
import { evaluationContent } from '../../registry/evaluations/evaluationDigests';
import { contentOf } from '../../registry/evaluations/evaluationRows';
import { eventsOf } from './eventsOf';
import { Finding } from './Finding';

/** Rows read at once. */
const PAGE = 100;

/** Digests every number and text of every evaluation again and compares it with what the log says was reported. */
export async function checkEvaluations(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const pages = readPages(knex('evaluations'), byId<EvaluationRow>(), {
    size: PAGE,
  });
  for await (const rows of pages) {
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
    for (const row of rows) {
      const { events, waiting } = told(row.chatbot, row.id);
      const samples = await readEvaluationSamples(knex, row.id);
      const digest = digestOf({
        evaluation: row,
        metrics: of(metrics, row.id),
        slices: of(slices, row.id),
        samples,
      });
      const reported = events.at(-1)?.data.contentDigest;
      if (
        !waiting &&
        !(digest === row.content_digest && reported === row.content_digest)
      ) {
        findings.push({
          code: 'evaluation-changed',
          message: `Evaluation ${row.id} of ${row.chatbot} ${row.version} is not what the log says was reported`,
        });
      }
    }
  }
}

/** Undefined for what can't be read any more. */
function digestOf(rows: Parameters<typeof contentOf>[0]): string | undefined {
  try {
    return evaluationContent(contentOf(rows));
  } catch {
    return undefined;
  }
}
