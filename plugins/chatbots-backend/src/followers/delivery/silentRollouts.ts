import { describeNeed } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { ChatbotRow, findChatbotsByName } from '../../database/chatbots';
import { Clock, toInstant } from '../../database/Clock';
import { insertDeliveries } from '../../database/deliveries';
import {
  readSilentRollouts,
  SilentRollout,
} from '../../database/waitingPromotions';
import { EventKeys } from '../../keys';
import { Notice, noticeDelivery } from '../../records/notices';
import { missingOf, toRecord } from '../../records/promotions';

/** Rollouts that are looked at together. */
const BATCH = 500;
/** Length of a message id. */
const ID_LENGTH = 36;

/**
 * Notifies requesters and owners of each rollout that has reported nothing for too long.
 *
 * @remarks
 * Once for each silence: a notice has the id of what was reported last, and one that stands is not added again. Whoever still
 * has the silence when delivered notices are pruned, a week later, is told once more. Nobody is told of example history as it
 * was, but a rollout of it that is silent now is.
 */
export async function announceSilentRollouts(options: {
  knex: Knex;
  clock: Clock;
  eventKeys: EventKeys;
  /** For how long a rollout may report nothing, in milliseconds. */
  silenceMs: number;
}): Promise<void> {
  const { knex, clock, eventKeys, silenceMs } = options;
  const now = clock.now();
  const pages = readSilentRollouts(knex, {
    since: toInstant(new Date(now.getTime() - silenceMs)),
    size: BATCH,
  });
  for await (const silent of pages) {
    const chatbots = await findChatbotsByName(knex, [
      ...new Set(silent.map(({ chatbot }) => chatbot)),
    ]);
    await insertDeliveries(
      knex,
      silent.flatMap(rollout => {
        const chatbot = chatbots.find(({ name }) => name === rollout.chatbot);
        return chatbot
          ? [
              noticeDelivery(eventKeys, {
                messageId: sha256Text(
                  `silent ${rollout.id} ${rollout.waiting_since}`,
                ).slice(0, ID_LENGTH),
                notice: writeNotice(rollout, chatbot, { now, silenceMs }),
                now: toInstant(now),
              }),
            ]
          : [];
      }),
    );
  }
}

/** Says since when and not for how long, which would be wrong by the time that it is read. */
function writeNotice(
  rollout: SilentRollout,
  chatbot: ChatbotRow,
  options: { now: Date; silenceMs: number },
): Notice {
  const record = toRecord(rollout);
  const { needs, waitingSince } = missingOf(record, {
    checks: [],
    waitingSince: rollout.waiting_since,
    ...options,
  });
  return {
    recipients: [...new Set([...record.requesters, chatbot.owner])],
    exclude: [],
    title: `${chatbot.title} · ${rollout.version} → ${rollout.stage} is stuck`,
    description: `It has waited for ${needs
      .map(need => describeNeed(need))
      .join(
        ', ',
      )} since ${waitingSince}. Look at the pipeline’s run; if it is dead, close the deployment.`,
    link: `/chatbots/promotions/${rollout.id}`,
    severity: 'high',
    topic: 'promotions',
    scope: `promotion:${rollout.id}`,
  };
}
