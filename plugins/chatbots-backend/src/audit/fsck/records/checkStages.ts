import { listLastDeployed } from '../../../database/deployments';
import { readStages } from '../../../database/stages';
import { FsckContext } from '../FsckContext';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

/**
 * Compares what is said to run in each stage with the last deployment there that succeeded. That deployment's own row is held to the
 * log apart.
 */
export async function checkStages(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('stages');
  for await (const rows of readStages(knex, PAGE)) {
    const deployed = await listLastDeployed(
      knex,
      [...new Set(rows.map(({ chatbot }) => chatbot))],
      [...new Set(rows.map(({ stage }) => stage))],
    );
    const told = await toldOf(context, {
      kind: 'deployment',
      types: ['deployment.deployed'],
      ids: deployed.map(({ id }) => id),
    });
    for (const live of rows) {
      const last = deployed.find(
        one => one.chatbot === live.chatbot && one.stage === live.stage,
      );
      if (
        !(last && told(last.chatbot, last.id).waiting) &&
        !(
          last?.id === live.deployment_id &&
          last.digest === live.digest &&
          last.version === live.version &&
          last.version_id === live.version_id &&
          last.finished_at === live.since
        )
      ) {
        findings.add({
          code: 'stage-differs',
          message: `What is said to run in ${live.stage} of ${live.chatbot} is not what the log says was deployed last`,
        });
      }
    }
    progress.advance(rows.length);
  }
}
