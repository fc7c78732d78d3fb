import { canonicalJson, leafHash } from '@chatbot-portal/transparency-log';
import { randomUUID } from 'node:crypto';
import { sha256 } from '../client/reports';
import { BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { numbered, passSeeded } from './settled';

/** Rows of one insert, below the parameter limits of both engines. */
const BATCH = 500;

/** Events written at once. */
const CHUNK = 10_000;

/** One of so many events is a version that was reported; the others are tokens that were exchanged and have ended. */
const VERSION_EVERY = 50;

/** The event of a version that was reported, as its bytes say it. */
export interface ReportedVersion {
  eventId: string;
  type: string;
  occurredAt: string;
  subject: { kind: string; chatbot?: string; id: string };
  data: Record<string, unknown>;
}

/** The event of a token that was exchanged and ended at once, whose row is gone; by the pipeline that reported a version. */
export function exchangedToken(
  reported: ReportedVersion,
  occurredAt: string,
): ReportedVersion {
  return {
    ...reported,
    eventId: randomUUID(),
    type: 'token.exchanged',
    occurredAt,
    subject: {
      ...reported.subject,
      kind: 'pipeline-token',
      id: randomUUID(),
    },
    data: {
      tokenDigest: reported.data.digest,
      expiresAt: occurredAt,
      origin: reported.data.origin,
    },
  };
}

/**
 * Fills a portal as years of pipelines do: with versions, and with the events of tokens whose rows are gone.
 *
 * @remarks
 * Below the unit of work, as nothing but a bench may. The bytes are hashed and authenticated as the plugin does it, and the plugin's
 * sequencer numbers them.
 */
export async function seedRecords(
  context: BenchContext,
  seed: { chatbot: BenchChatbot; count: number },
): Promise<void> {
  const { chatbot, count } = seed;
  const { registry } = context.portal;
  const { knex } = registry;
  const [model] = await knex('audit_events')
    .where({ chatbot: chatbot.name, type: 'version.reported' })
    .limit(1);
  const body: ReportedVersion = JSON.parse(model.body);
  const [version] = await knex('model_versions')
    .where({ chatbot: chatbot.name })
    .limit(1);
  const words: { list: string; word: string }[] = await knex('search_words')
    .where({ subject: version.id })
    .whereNot({ word: version.version })
    .select('list', 'word');
  const toRow = (event: typeof body) => {
    const text = canonicalJson(event);
    return {
      id: event.eventId,
      type: event.type,
      chatbot: chatbot.name,
      subject_kind: event.subject.kind,
      subject_id: event.subject.id,
      actor_kind: model.actor_kind,
      pseudonym: model.pseudonym,
      occurred_at: model.occurred_at,
      recorded_at: model.recorded_at,
      body: text,
      leaf_hash: Buffer.from(
        leafHash(Buffer.from(text, 'utf8'), sha256),
      ).toString('base64'),
      ...registry.sign(text),
    };
  };
  const reported = (ordinal: number) => {
    const id = randomUUID();
    const name = `seeded-${ordinal}`;
    return {
      row: { ...version, id, version: name, ordinal },
      event: {
        ...body,
        eventId: randomUUID(),
        subject: { ...body.subject, id: name },
        data: { ...body.data, versionId: id, version: name, ordinal },
      },
    };
  };
  for (let done = 0; done < count; done += CHUNK) {
    const events = [];
    const versions = [];
    const searched = [];
    for (let n = done; n < Math.min(done + CHUNK, count); n += 1) {
      if (n % VERSION_EVERY === 0) {
        const { row, event } = reported(1000 + n);
        versions.push(row);
        searched.push(
          ...[...words, { ...words[0], word: row.version }].map(one => ({
            ...one,
            subject: row.id,
          })),
        );
        events.push(toRow(event));
      } else {
        events.push(toRow(exchangedToken(body, body.occurredAt)));
      }
    }
    await knex.batchInsert('model_versions', versions, BATCH);
    await knex.batchInsert('search_words', searched, BATCH);
    await knex.batchInsert('audit_events', events, BATCH);
    await passSeeded(context);
  }
  // Wakes the sequencer, which no commit of the plugin has told.
  await chatbot.reportVersion();
  await numbered(context, count);
}
