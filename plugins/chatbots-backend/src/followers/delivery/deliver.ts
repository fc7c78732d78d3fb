import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Knex } from 'knex';
import { z } from 'zod';
import { findFirstOfType, findNumberedEvent } from '../../database/auditEvents';
import { DeliveryRow } from '../../database/deliveries';
import { fromJson } from '../../database/json';
import { EventKeys } from '../../keys';
import { changedChatbot } from '../../records/eventEffects';
import { NameReader } from '../../people';
import { NOTICE_TOPIC, parseNotice, readNotice } from '../../records/notices';
import { readFollowed } from '../readFollowed';
import { writeAnnouncements } from './announcements';
import { NotificationSender } from './NotificationSender';
import { millisOf } from '../../database/Clock';

/** Topic of deliveries that tell of a changed chatbot. */
export const CHANGED = 'changed';
/** Topic of deliveries that notify people of an event. */
export const ANNOUNCED = 'announced';

/** How long after an upgrade messages of the outbox of before are delivered, in milliseconds. */
const OUTBOX_MS = 7 * 24 * 60 * 60_000;

/** What delivering needs. */
export interface DeliveryContext {
  db: Knex;
  sender: NotificationSender;
  eventKeys: EventKeys;
  /** Entity refs of the groups that accept what is proposed of chatbots. */
  registryReviewers: readonly string[];
  names: NameReader;
  now: Date;
}

/**
 * Delivers one row. Throws when it could not be delivered, is of no known topic, or rests on nothing that the portal wrote.
 *
 * @remarks
 * What is told is read from the event and not from the delivery, which anybody who can write the database could make.
 */
export async function deliver(
  context: DeliveryContext,
  row: DeliveryRow,
): Promise<void> {
  const { sender, eventKeys } = context;
  switch (row.topic) {
    case CHANGED: {
      const event = await findAuthentic(context, row.message_id);
      const chatbot = changedChatbot(event);
      if (chatbot !== undefined) {
        await sender.tellChanged(chatbot, event.eventId);
      }
      return sender.tellPages();
    }
    case ANNOUNCED: {
      const event = await findAuthentic(context, row.message_id);
      const notices = await writeAnnouncements(context.db, event, context);
      for (const notice of notices) {
        await sender.notify(notice);
      }
      return undefined;
    }
    case NOTICE_TOPIC:
      return sender.notify(readNotice(eventKeys, row));
    case 'outbox.changed':
    case 'outbox.notification':
      await assertFromOutbox(context);
      return deliverMessage(sender, row);
    default:
      throw new Error(`Nobody delivers messages of topic '${row.topic}'`);
  }
}

/** The event of a delivery. Throws for one that has no number, or that the portal did not write. */
async function findAuthentic(
  { db, eventKeys }: DeliveryContext,
  eventId: string,
): Promise<StoredEvent> {
  const row = await findNumberedEvent(db, eventId);
  const read = row ? readFollowed(row, eventKeys) : { problem: 'no number' };
  if ('problem' in read) {
    throw new Error(`Its event is not of the log (${read.problem})`);
  }
  return read.event;
}

/**
 * Throws unless the log was upgraded lately. What the outbox of an older version held has no MAC, and must not be a way around
 * MACs for ever.
 */
async function assertFromOutbox(context: DeliveryContext): Promise<void> {
  const { db, eventKeys, now } = context;
  const upgrade = await findFirstOfType(db, 'log.upgraded');
  if (!upgrade) {
    // The sequencer is about to record it.
    return;
  }
  const read = readFollowed(upgrade, eventKeys);
  const isUpgradeOfOld =
    'event' in read &&
    read.event.type === 'log.upgraded' &&
    read.event.data.size > 0 &&
    now.getTime() <= millisOf(read.event.recordedAt) + OUTBOX_MS;
  if (!isUpgradeOfOld) {
    throw new Error('Messages of an outbox are not delivered any more');
  }
}

/** Delivers what an older version asked for. */
async function deliverMessage(
  sender: NotificationSender,
  { topic, payload, message_id: messageId }: DeliveryRow,
): Promise<void> {
  if (topic === 'outbox.notification') {
    return sender.notify(parseNotice(payload ?? ''));
  }
  const { chatbot } = z
    .object({ chatbot: z.string() })
    .parse(fromJson(payload ?? ''));
  await sender.tellChanged(chatbot, messageId);
  return sender.tellPages();
}
