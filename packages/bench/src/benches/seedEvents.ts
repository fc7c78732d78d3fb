import { canonicalJson, leafHash } from '@chatbot-portal/transparency-log';
import { sha256 } from '../client/reports';
import { BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { exchangedToken, ReportedVersion } from './seedRecords';
import { numbered } from './settled';

/** Rows of one insert, below the parameter limits of both engines. */
const BATCH = 50;

/**
 * Fills the audit log with events of exchanged tokens, as if all had happened on one day.
 *
 * @remarks
 * Below the unit of work, as nothing but a bench may: reporting so many versions would take longer than everything that is
 * measured. The bytes are hashed and authenticated as the plugin does it, and the plugin's sequencer numbers them.
 */
export async function seedEvents(
  context: BenchContext,
  seed: { chatbot: BenchChatbot; count: number; occurredAt: string },
): Promise<void> {
  const { chatbot, count, occurredAt } = seed;
  const { registry } = context.portal;
  const { knex } = registry;
  const [model] = await knex('audit_events')
    .where({ chatbot: chatbot.name, type: 'version.reported' })
    .limit(1);
  const body: ReportedVersion = JSON.parse(model.body);
  const rows = Array.from({ length: count }, () => {
    const event = exchangedToken(body, occurredAt);
    const text = canonicalJson(event);
    return {
      id: event.eventId,
      type: event.type,
      chatbot: model.chatbot,
      subject_kind: event.subject.kind,
      subject_id: event.subject.id,
      actor_kind: model.actor_kind,
      pseudonym: model.pseudonym,
      occurred_at: occurredAt,
      recorded_at: model.recorded_at,
      body: text,
      leaf_hash: Buffer.from(
        leafHash(Buffer.from(text, 'utf8'), sha256),
      ).toString('base64'),
      ...registry.sign(text),
    };
  });
  await knex.batchInsert('audit_events', rows, BATCH);
  // Wakes the sequencer, which no commit of the plugin has told.
  await chatbot.reportVersion();
  await numbered(context, count);
}
