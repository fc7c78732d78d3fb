import { type BaseCheckpointSaver, MemorySaver } from '@langchain/langgraph';
import type { ConversationSettings } from '../config/BotConfig.ts';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import type { Configuration } from '../config/configuration.ts';
import { CONVERSATION_DATABASE, keepsInDatabase } from '../config/settings.ts';
import { Conversations } from './Conversations.ts';
import { PostgresThreadIndex } from './PostgresThreadIndex.ts';
import { ThreadHistory } from './ThreadHistory.ts';
import { MemoryThreadIndex, type ThreadIndex } from './ThreadIndex.ts';

/** Conversations, and how to let go of what keeps them. */
export interface OpenedConversations {
  conversations: Conversations;
  close(): Promise<void>;
}

/** Processes that start together create the tables one after another, by this lock. */
export const SETUP_LOCK = 7_243_118;

/**
 * The configured conversations; `undefined` where they are off.
 *
 * A working copy and an evaluation need no database: without its address they keep conversations in memory. What runs as an
 * approved version may not.
 *
 * @throws ConfigurationError where an approved version lacks its database, or a package is not installed
 */
export async function openConversations({
  bot,
  environment,
}: Pick<Configuration, 'bot' | 'environment'>): Promise<
  OpenedConversations | undefined
> {
  const settings = bot.conversation;
  if (!settings.enabled) {
    return undefined;
  }
  const url = environment.CONVERSATION_DATABASE_URL;
  if (!keepsInDatabase(bot) || url === undefined) {
    if (keepsInDatabase(bot) && environment.CHATBOT_DIGEST !== '') {
      throw new ConfigurationError(
        `${CONVERSATION_DATABASE} is not set: the approved version keeps conversations in PostgreSQL`,
      );
    }
    return {
      conversations: conversationsIn(
        MemoryThreadIndex.create(),
        new MemorySaver(),
        settings,
      ),
      close: async () => {},
    };
  }
  return openPostgres(url, settings);
}

/** Conversations over an index and a checkpointer that are there. */
export function conversationsIn(
  index: ThreadIndex,
  saver: BaseCheckpointSaver,
  settings: Omit<ConversationSettings, 'enabled' | 'store'>,
  now?: () => Date,
): Conversations {
  return Conversations.create({
    index,
    history: ThreadHistory.create(saver, settings.historyCharacters),
    limits: settings,
    ...(now && { now }),
  });
}

/** Opens conversations in PostgreSQL, and creates the tables where they are missing. */
export async function openPostgres(
  url: string,
  settings: Omit<ConversationSettings, 'enabled' | 'store'>,
  now?: () => Date,
): Promise<OpenedConversations> {
  const { pg, PostgresSaver } = await loadPackages();
  const pool = new pg.Pool({ connectionString: url });
  // An idle connection that the server ends is replaced by the next question; unheard, its error would end the process.
  pool.on('error', () => {});
  try {
    const saver = new PostgresSaver(pool);
    const lock = await pool.connect();
    try {
      await lock.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
      await saver.setup();
      const index = await PostgresThreadIndex.open(pool);
      return {
        conversations: conversationsIn(index, saver, settings, now),
        close: () => pool.end(),
      };
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [SETUP_LOCK]);
      lock.release();
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function loadPackages() {
  try {
    const [{ default: pg }, { PostgresSaver }] = await Promise.all([
      import('pg'),
      import('@langchain/langgraph-checkpoint-postgres'),
    ]);
    return { pg, PostgresSaver };
  } catch (cause) {
    throw new ConfigurationError(
      'The setting conversation.store "postgres" needs two packages: npm install --save-exact pg@8.23.1 @langchain/langgraph-checkpoint-postgres@1.0.5',
      { cause },
    );
  }
}
