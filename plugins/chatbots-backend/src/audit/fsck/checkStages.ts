import { Knex } from 'knex';
import { listDeploymentsTo } from '../../database/deployments';
import { listEventsOf } from '../../database/recordEvents';
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
    const deployed = await listDeploymentsTo(knex, chatbot, stage);
    const ids = deployed.map(({ id }) => id);
    const told = await listEventsOf(knex, { kind: 'deployment', ids }, [
      DEPLOYED,
    ]);
    const events = told.filter(event => event.chatbot === chatbot);
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
