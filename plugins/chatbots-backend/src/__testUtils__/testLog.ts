import { sampleEventWithText } from './sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  leafHash,
  signCheckpoint,
} from '@chatbot-portal/transparency-log';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { join } from 'node:path';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { systemClock } from '../database/Clock';
import { UnitOfWork } from '../database/UnitOfWork';
import { connectDatabase } from '../database/connectDatabase';
import { testAlarm, testEventKeys } from './eventKeys';
import { testLogKeys, testSequencing } from './sequencing';
import { Anchorer } from '../audit/anchor/Anchorer';
import { FileAnchor } from '../audit/anchor/FileAnchor';
import { LogGuard } from '../audit/anchor/LogGuard';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { FsckOptions, runFsck } from '../audit/fsck/runFsck';

/** Events of the test log, log.upgraded among them. */
export const EVENTS = 12;

/** A log of {@link EVENTS} numbered and anchored events, and what fsck says of it. */
export async function createTestLog(knex: Knex, folder: string) {
  await connectDatabase(mockServices.database({ knex }));
  await knex('audit_log').update({ origin: 'portal.test/chatbots' });
  const unitOfWork = UnitOfWork.create({
    knex,
    clock: systemClock,
    audit: new DatabaseAuditAppender({
      keys: testEventKeys('portal.test/chatbots'),
    }),
  });
  const logKeys = testLogKeys('portal.test/chatbots');
  const { signer, verifierKey, verifierKeys } = logKeys;
  const options = {
    knex,
    clock: systemClock,
    logger: mockServices.logger.mock(),
  };
  const path = join(folder, 'checkpoints.ndjson');
  const anchor = new FileAnchor({ path });
  const sequencer = testSequencing({ ...options, logKeys });
  const anchorer = new Anchorer({
    ...options,
    anchors: [anchor],
    names: { origin: 'portal.test/chatbots', continuations: [] },
    verifierKeys,
    alarm: testAlarm(),
    guard: new LogGuard(),
    // The log tells of nothing but its samples.
    history: { hasHeld: async () => false, note: async () => {} },
  });
  const record = async (n: number) => {
    await unitOfWork.run(
      { actor: { kind: 'user', userRef: 'user:default/lead' } },
      work => work.record(sampleEventWithText(n, `looked at ${n}`)),
    );
    await sequencer.drain();
    await anchorer.run();
  };
  // The first event is log.upgraded.
  for (let n = 1; n < EVENTS; n += 1) {
    await record(n);
  }
  const check = (
    anchors: AuditAnchor[] = [anchor],
    eventKeys?: FsckOptions['eventKeys'],
  ) => runFsck(knex, { trustedKeys: [verifierKey], anchors, eventKeys });
  return {
    knex,
    check,
    record,
    sequencer,
    anchor,
    signer,
    verifierKey,
    path,
  };
}

/** What {@link createTestLog} makes. */
export type TestLog = Awaited<ReturnType<typeof createTestLog>>;

/** What someone with the database and the key would do to hide a change. */
export async function rewriteTree(
  context: Pick<TestLog, 'knex' | 'signer' | 'verifierKey'>,
) {
  const { knex, signer, verifierKey } = context;
  const events = await knex('audit_events').orderBy('sequence');
  let frontier = emptyFrontier;
  await knex('audit_nodes').delete();
  await knex('audit_checkpoints').delete();
  for (const [sequence, event] of events.entries()) {
    const leaf = leafHash(Buffer.from(event.body, 'utf8'), sha256);
    const step = appendLeaves(frontier, [leaf], sha256);
    frontier = step.frontier;
    await knex('audit_events')
      .where({ id: event.id })
      .update({ sequence, leaf_hash: Buffer.from(leaf).toString('base64') });
    await knex('audit_nodes').insert(
      step.newNodes.map(({ level, index, hash }) => ({
        level,
        position: index,
        hash: Buffer.from(hash).toString('base64'),
      })),
    );
    const root = frontierRoot(frontier, sha256);
    await knex('audit_checkpoints').insert({
      size: frontier.size,
      root_hash: Buffer.from(root).toString('base64'),
      note: await signCheckpoint(
        { size: frontier.size, root },
        verifierKey,
        signer.sign,
      ),
      signed_at: event.recorded_at,
    });
  }
  await knex('audit_log').update({ size: events.length });
}

/** Changes the text of one event. */
export const changeBody = (knex: Knex, sequence: number) =>
  knex('audit_events')
    .where({ sequence })
    .update({
      body: knex.raw(`replace(body, ?, ?)`, [
        `"n${sequence}"`,
        `"n9${sequence}"`,
      ]),
    });
