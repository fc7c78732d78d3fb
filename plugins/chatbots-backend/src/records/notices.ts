import { z } from 'zod';
import { DeliveryRow } from '../database/deliveries';
import { fromJson } from '../database/json';
import { EventKeys } from '../keys';

/** Topic of deliveries that hold a notice. */
export const NOTICE_TOPIC = 'notice';

const notice = z.object({
  /** Entity refs. */
  recipients: z.array(z.string()).min(1),
  /** Entity refs of those who do not hear of it. */
  exclude: z.array(z.string()).default([]),
  title: z.string(),
  description: z.string().optional(),
  link: z.string(),
  severity: z.enum(['low', 'normal', 'high', 'critical']),
  topic: z.string(),
  /** Later news of the same scope take the place of earlier ones. */
  scope: z.string(),
});

/** A notification, and whom it is for. */
export type Notice = z.infer<typeof notice>;

/** Reads a notice. Throws for anything else. */
export function parseNotice(payload: string): Notice {
  return notice.parse(fromJson(payload));
}

/** The delivery of a notice that tells of no event. A MAC vouches for it as for an event. */
export function noticeDelivery(
  keys: EventKeys,
  options: { messageId: string; notice: Notice; now: string },
): Pick<
  DeliveryRow,
  'message_id' | 'topic' | 'payload' | 'mac' | 'mac_key_id' | 'created_at'
> {
  const { messageId, now } = options;
  const payload = JSON.stringify(options.notice);
  return {
    message_id: messageId,
    topic: NOTICE_TOPIC,
    payload,
    ...keys.sign(signedText(messageId, payload)),
    created_at: now,
  };
}

/** Reads the notice of a delivery. Throws for one that the portal did not write. */
export function readNotice(keys: EventKeys, row: DeliveryRow): Notice {
  const payload = row.payload ?? '';
  const problem = keys.verify(signedText(row.message_id, payload), row);
  if (problem) {
    throw new Error(`The portal did not write this notice (${problem})`);
  }
  return parseNotice(payload);
}

/** No JSON, so that it can't be taken for the text of an event. */
function signedText(messageId: string, payload: string): string {
  return `${NOTICE_TOPIC} ${messageId} ${payload}`;
}
