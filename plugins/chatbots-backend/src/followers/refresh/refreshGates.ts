import { PORTAL } from '../../database/Actor';
import { findChatbot } from '../../database/chatbots';
import { replaceGateEvaluations } from '../../database/gateEvaluations';
import {
  findModelVersionsById,
  listNewestVersionIds,
  ModelVersionRow,
} from '../../database/modelVersions';
import { listStages } from '../../database/stages';
import { findGateRevision, toGateEvaluationRow } from '../../views/StoredGates';
import type { RefreshContext } from './ViewRefresher';

/**
 * Evaluates the gates of a chatbot's versions that hold a stage or are among the newest, and stores what they say.
 *
 * @remarks
 * Gates of other versions are evaluated when somebody asks.
 */
export async function refreshGates(
  context: RefreshContext,
  name: string,
): Promise<void> {
  const { knex, unitOfWork, clock, gates, stages } = context;
  // Read before the evidence: what is committed in between makes the evaluation one of an earlier revision.
  const revision = await findGateRevision(knex, name);
  const chatbot = await findChatbot(knex, name);
  const versions = await listKeptVersions(context, name);
  const evaluated = await gates.evaluateAll(
    chatbot,
    versions.flatMap(version =>
      stages.slice(1).map(stage => ({ version, stage })),
    ),
  );
  const rows = evaluated.map(one =>
    toGateEvaluationRow(one, revision, clock.now()),
  );
  await unitOfWork.run({ actor: PORTAL, derived: true }, async work => {
    await replaceGateEvaluations(work.db, name, rows);
    // Derived from what the log tells already.
    work.unchanged();
  });
}

async function listKeptVersions(
  { knex, stages, newestVersions }: RefreshContext,
  chatbot: string,
): Promise<ModelVersionRow[]> {
  const live = await listStages(knex, [chatbot], stages);
  const newest = await listNewestVersionIds(knex, chatbot, newestVersions);
  const ids = [...live.map(row => row.version_id), ...newest];
  return findModelVersionsById(knex, [...new Set(ids)]);
}
