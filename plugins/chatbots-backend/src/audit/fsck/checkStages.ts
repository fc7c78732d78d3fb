import { Knex } from 'knex';
import { readStages } from '../../database/stages';
import { Finding } from './Finding';

/** Compares what is said to run in each stage with the last deployment there that the log says succeeded. */
export async function checkStages(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const stages = await readStages(knex);
  for (const { chatbot, stage, digest, deployment_id } of stages) {
    const deployed = await knex('deployments')
      .where({ chatbot, stage })
      .select('id', 'digest');
    const events = await knex('audit_events')
      .where({ type: 'deployment.deployed', chatbot })
      .whereNull('set_aside_at')
      .whereIn(
        'subject_id',
        deployed.map(({ id }) => id),
      )
      .orderBy('sequence');
    // It changed while this ran: the next run judges it.
    const waiting = events.some(
      ({ sequence }) => sequence === null || Number(sequence) >= size,
    );
    const last = deployed.find(({ id }) => id === events.at(-1)?.subject_id);
    if (!waiting && !(last?.id === deployment_id && last.digest === digest)) {
      findings.push({
        code: 'stage-differs',
        message: `What is said to run in ${stage} of ${chatbot} is not what the log says was deployed last`,
      });
    }
  }
}
