import type { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { fromBase64 } from '@chatbot-portal/transparency-log';

/**
 * That a log was continued under another name, as one of its events says: its database was restored from before what had left it.
 *
 * @public
 */
export interface ExportContinuation {
  /** Number of the event that says so. */
  seq: number;
  /** The name of the log from then on. */
  origin: string;
  /** The name of the log before. */
  previous: string;
  /** Events up to which the log is known to be the one before. */
  commonSize: number;
  /** The largest checkpoint of each name that was held outside its database. */
  anchored: readonly ContinuedCheckpoint[];
}

/**
 * A checkpoint of events that a continued log may have lost.
 *
 * @public
 */
export interface ContinuedCheckpoint {
  /** Name of the log. */
  origin: string;
  /** Number of events. */
  size: number;
  /** Raw bytes. */
  root: Uint8Array;
}

/**
 * What an event says of a continuation; undefined for any other event.
 *
 * @internal
 */
export function readContinuation(
  seq: number,
  body: AuditEventBody,
): ExportContinuation | undefined {
  if (body.type !== 'log.continued') {
    return undefined;
  }
  const { previous, commonSize, anchored } = fieldsOf(body.data);
  return typeof previous === 'string' &&
    isCount(commonSize) &&
    Array.isArray(anchored)
    ? {
        seq,
        origin: body.subject.id,
        previous,
        commonSize,
        anchored: anchored.flatMap(readCheckpoint),
      }
    : undefined;
}

function readCheckpoint(value: unknown): ContinuedCheckpoint[] {
  const { origin, size, root } = fieldsOf(value);
  const bytes = typeof root === 'string' ? fromBase64(root) : undefined;
  return typeof origin === 'string' && isCount(size) && bytes
    ? [{ origin, size, root: bytes }]
    : [];
}

/**
 * The continuations that lead from a log's name back to an earlier one, newest first; undefined where none are known to.
 *
 * @internal
 */
export function chainTo(
  earlier: string,
  origin: string,
  continuations: readonly ExportContinuation[],
): ExportContinuation[] | undefined {
  const chain: ExportContinuation[] = [];
  let name = origin;
  for (const one of [...continuations].reverse()) {
    if (one.origin === name) {
      chain.push(one);
      name = one.previous;
      if (name === earlier) {
        return chain;
      }
    }
  }
  return undefined;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
