import { Knex } from 'knex';
import { ChatbotScope, whereInScope } from './ChatbotScope';
import { silentRollouts } from './waitingPromotions';

export interface ChatbotSummaryRow {
  chatbot: string;
  latest_version: string | null;
  next_stage: string | null;
  verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
  failing: string;
  quality: string | null;
  quality_value: number | null;
  refreshed_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    chatbot_summaries: ChatbotSummaryRow;
  }
}

/** A chatbot's summary; undefined until it was computed first. */
export async function findChatbotSummary(
  db: Knex,
  chatbot: string,
): Promise<ChatbotSummaryRow | undefined> {
  return db('chatbot_summaries').where({ chatbot }).first();
}

/** Puts a chatbot's summary in place of the one before. */
export async function upsertChatbotSummary(
  db: Knex.Transaction,
  row: ChatbotSummaryRow,
): Promise<void> {
  await db('chatbot_summaries').insert(row).onConflict('chatbot').merge();
}

/** How many of the visible chatbots are in which state. */
export interface ChatbotStateCounts {
  total: number;
  inProduction: number;
  waiting: number;
  failing: number;
  stuck: number;
  needsMe: number;
}

/** Counts for the strip above the list, in one query and under the same scope as the list. */
export async function countChatbotStates(
  db: Knex,
  options: {
    scope: ChatbotScope;
    lastStage: string;
    /** A rollout that has reported nothing since then is stuck. */
    silentSince: string;
    /** Chatbots that wait for the viewer. */
    needingMe: readonly string[];
  },
): Promise<ChatbotStateCounts> {
  const { scope, lastStage, silentSince, needingMe } = options;
  const one = (condition: string) =>
    `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const query = db('chatbots as c')
    .leftJoin('chatbot_summaries as s', 's.chatbot', 'c.name')
    .select(db.raw('count(*) as total'))
    .select(
      db.raw(
        `${one(
          'exists (select 1 from stages st where st.chatbot = c.name and st.stage = ?)',
        )} as in_production`,
        [lastStage],
      ),
      db.raw(
        `${one(
          `exists (select 1 from promotions p where p.chatbot = c.name and p.state = 'requested')`,
        )} as waiting`,
      ),
      db.raw(`${one(`s.verdict = 'fail'`)} as failing`),
      db.raw(`${one('c.name in ?')} as stuck`, [
        silentRollouts(db, silentSince).select('p.chatbot'),
      ]),
      needingMe.length === 0
        ? db.raw('0 as needs_me')
        : db.raw(
            `${one(
              `c.name in (${needingMe.map(() => '?').join(', ')})`,
            )} as needs_me`,
            [...needingMe],
          ),
    );
  whereInScope(query, scope, 'c');
  const [row] = await query;
  return {
    total: Number(row.total),
    inProduction: Number(row.in_production),
    waiting: Number(row.waiting),
    failing: Number(row.failing),
    stuck: Number(row.stuck),
    needsMe: Number(row.needs_me),
  };
}
