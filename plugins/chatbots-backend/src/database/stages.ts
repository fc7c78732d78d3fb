import { ListOrder, readPages } from './paginate';
import { Knex } from 'knex';

export interface StageRow {
  chatbot: string;
  stage: string;
  version_id: string;
  version: string;
  digest: string;
  deployment_id: string;
  since: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    stages: StageRow;
  }
}

/** What runs in a stage of a chatbot. */
export async function findStage(
  db: Knex,
  chatbot: string,
  stage: string,
): Promise<StageRow | undefined> {
  return db('stages').where({ chatbot, stage }).first();
}

/** What runs in some stages of some chatbots. */
export async function listStages(
  db: Knex,
  chatbots: readonly string[],
  stages: readonly string[],
): Promise<StageRow[]> {
  return db('stages').whereIn('chatbot', chatbots).whereIn('stage', stages);
}

const BY_STAGE: ListOrder<StageRow> = {
  parts: [
    {
      name: 'chatbot',
      sql: 'chatbot',
      type: 'text',
      of: row => row.chatbot,
    },
    { name: 'stage', sql: 'stage', type: 'text', of: row => row.stage },
  ],
  direction: 'asc',
};

/** What runs in every stage, by chatbot and stage, page by page. */
export function readStages(
  db: Knex,
  size: number,
): AsyncGenerator<StageRow[], void, undefined> {
  return readPages(db('stages'), BY_STAGE, { size });
}

/** Notes what runs in a stage from now on. */
export async function upsertStage(
  db: Knex.Transaction,
  row: StageRow,
): Promise<void> {
  await db('stages').insert(row).onConflict(['chatbot', 'stage']).merge();
}

/** Chatbots with a live version, with the number of the last stage that one is live in; 1 is the first. For a join. */
export function furthestStage(
  db: Knex,
  stages: readonly string[],
): Knex.QueryBuilder {
  const cases = stages.map((_, index) => `when ? then ${index + 1}`).join(' ');
  return db('stages')
    .groupBy('chatbot')
    .select(
      'chatbot',
      cases
        ? db.raw(`max(case stage ${cases} else 0 end) as reached`, [...stages])
        : db.raw('0 as reached'),
    );
}
