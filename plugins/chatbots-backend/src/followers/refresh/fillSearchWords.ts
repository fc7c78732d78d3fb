import { PORTAL } from '../../database/Actor';
import { lockChatbots, readChatbots } from '../../database/chatbots';
import { readUnfiledVersions } from '../../database/modelVersions';
import {
  findMisfiled,
  insertSearchWords,
  replaceSearchWords,
  searchedChatbot,
  searchedVersion,
} from '../../database/searchWords';
import { PluginContext } from '../../PluginContext';

/** Rows looked at together. */
const BATCH = 100;

/**
 * Writes the words that searches find chatbots and versions by, where they are not those of the row: after an upgrade, and for what a
 * replica of before wrote meanwhile. Versions never change, so those that have words have the right ones.
 */
export async function fillSearchWords(
  context: Pick<PluginContext, 'knex' | 'unitOfWork' | 'logger'>,
): Promise<void> {
  const { knex, unitOfWork, logger } = context;
  let filled = 0;
  for await (const rows of readChatbots(knex, BATCH)) {
    const misfiled = await findMisfiled(knex, rows.map(searchedChatbot));
    if (misfiled.length > 0) {
      filled += misfiled.length;
      await unitOfWork.run({ actor: PORTAL, derived: true }, async work => {
        // Locked and read again: facts may have changed since.
        const names = misfiled.map(({ subject }) => subject);
        const locked = await lockChatbots(work.db, names);
        await replaceSearchWords(work.db, locked.map(searchedChatbot));
        work.unchanged();
      });
    }
  }
  for await (const rows of readUnfiledVersions(knex, BATCH)) {
    filled += rows.length;
    await unitOfWork.run({ actor: PORTAL, derived: true }, async work => {
      await insertSearchWords(work.db, rows.map(searchedVersion));
      work.unchanged();
    });
  }
  if (filled > 0) {
    logger.info(`Wrote what searches find ${filled} chatbots and versions by`);
  }
}
