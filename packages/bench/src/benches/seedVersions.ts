import { randomUUID } from 'node:crypto';
import { BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';

/** Rows of one insert, below the parameter limits of both engines. */
const BATCH = 50;

/**
 * Gives a chatbot copies of a real version, below the unit of work and without events: the list only reads rows, and reporting so
 * many would take longer than everything that is measured.
 */
export async function seedVersions(
  { portal }: BenchContext,
  seed: { chatbot: BenchChatbot; count: number },
): Promise<void> {
  const { chatbot, count } = seed;
  const { knex } = portal.registry;
  await chatbot.reportVersion();
  const [model] = await knex('model_versions')
    .where({ chatbot: chatbot.name })
    .limit(1);
  const rows = Array.from({ length: count - 1 }, (_, i) => ({
    ...model,
    id: randomUUID(),
    version: `${model.version}-copy-${i}`,
    ordinal: model.ordinal + 1 + i,
  }));
  await knex.batchInsert('model_versions', rows, BATCH);
}
