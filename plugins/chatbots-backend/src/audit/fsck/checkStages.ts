import { Knex } from 'knex';
import { readStages } from '../../database/stages';
import { Finding } from './Finding';
import { EventType } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

/** Type of the event by which a version takes a stage over. */
const DEPLOYED: EventType = 'deployment.deployed';

/** Compares what is said to run in each stage with the last deployment there that the log says succeeded. */
export async function checkStages(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const stages = await readStages(knex);
  for (const live of stages) {
    const { chatbot, stage, digest, deployment_id } = live;
    const deployed = await knex('deployments')
      .where({ chatbot, stage })
      .select('id', 'digest', 'version_id');
    const events = await knex('audit_events')
      .where({ type: DEPLOYED, chatbot })
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
    const event = events.at(-1);
    const last = deployed.find(({ id }) => id === event?.subject_id);
    if (
      !waiting &&
      !(
        last?.id === deployment_id &&
        last.digest === digest &&
        last.version_id === live.version_id &&
        event?.occurred_at === live.since
      )
    ) {
      findings.push({
        code: 'stage-differs',
        message: `What is said to run in ${stage} of ${chatbot} is not what the log says was deployed last`,
      });
    }
  }
}
