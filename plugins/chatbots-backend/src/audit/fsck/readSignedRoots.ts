import { Checkpoint, verifyCheckpoint } from '@chatbot-portal/transparency-log';
import { verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { findNewestCheckpoint } from '../../database/auditLog';
import { findAuditEvent } from '../../database/auditEvents';
import { Findings } from './Finding';
import type { FsckOptions } from './runFsck';
import { millisOf } from '../../database/Clock';

/** A root that one of the trusted keys vouches for. */
export interface SignedRoot {
  size: number;
  /** Base64. */
  root: string;
  /** Name of the log that it was signed for. */
  origin: string;
  /** Names it in a finding. */
  where: string;
}

/** How long an event may wait for its checkpoint, in milliseconds. */
const SIGNING_MS = 60_000;

/** Every checkpoint whose signature holds, of all anchors. */
export async function readAnchoredRoots(
  options: FsckOptions,
  findings: Findings,
): Promise<SignedRoot[]> {
  const signed: SignedRoot[] = [];
  for (const anchor of options.anchors) {
    await readAnchor(anchor, options, signed, findings);
  }
  return signed;
}

/**
 * Finds a log whose end no checkpoint covers. Events are signed after they were numbered, so those of the last minute may wait for
 * their checkpoint, if it is checked by keys who wrote them.
 */
export async function checkNewestCheckpoint(
  knex: Knex,
  size: number,
  options: FsckOptions,
  findings: Findings,
): Promise<void> {
  const covered = Number((await findNewestCheckpoint(knex))?.size ?? 0);
  if (covered >= size) {
    return;
  }
  const first = await findAuditEvent(knex, covered);
  const age = Date.now() - millisOf(first?.recorded_at ?? '');
  if (!options.eventKeys || !(age < SIGNING_MS)) {
    findings.add({
      code: 'log-size',
      message: `The log has ${size} events, and its newest checkpoint covers ${covered} of them`,
    });
  }
}

async function readAnchor(
  anchor: FsckOptions['anchors'][number],
  options: FsckOptions,
  signed: SignedRoot[],
  findings: Findings,
): Promise<void> {
  try {
    for await (const { size, note } of readHeld(anchor)) {
      const where = `Anchor '${anchor.id}' at size ${size}`;
      const checkpoint = await openNote(note, options);
      if (checkpoint) {
        signed.push({
          size: checkpoint.size,
          root: base64(checkpoint.root),
          origin: checkpoint.origin,
          where,
        });
      } else {
        findings.add({
          code: 'anchor-unsigned',
          message: `${where} is not signed by a trusted key`,
        });
      }
    }
  } catch (error) {
    findings.add({
      code: 'anchor-unreadable',
      message: `Anchor '${anchor.id}' can't be read to its end: ${
        error instanceof Error ? error.message : String(error)
      }`,
    });
  }
}

/** Everything that an anchor gives back. */
async function* readHeld(anchor: FsckOptions['anchors'][number]) {
  if (anchor.readAll) {
    yield* anchor.readAll();
  } else {
    const last = await anchor.readLast();
    if (last) {
      yield last;
    }
  }
}

/** Undefined for a note that no trusted key signed. */
export async function openNote(
  note: string,
  { trustedKeys }: Pick<FsckOptions, 'trustedKeys'>,
): Promise<Checkpoint | undefined> {
  try {
    return await verifyCheckpoint(note, trustedKeys, verifyEd25519);
  } catch {
    return undefined;
  }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
