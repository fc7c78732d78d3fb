import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  appendLeaves,
  emptyFrontier,
  Frontier,
  frontierRoot,
  leafHash,
  textOf,
} from '@chatbot-portal/transparency-log';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { FileHandle, open } from 'node:fs/promises';
import { base64, openNote, SignedRoot } from '../readSignedRoots';
import type { FsckOptions } from '../runFsck';
import { EventIndex, Place } from './EventIndex';
import { LogSource, revokedBy } from './LogSource';
import { readEvent } from './readEvents';

/** First field of an export's first line. */
const FORMAT = 'chatbot-portal-audit/v1';

/** Longest line that is read, in bytes. */
const MAX_LINE = 8 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * An export of the whole log that somebody kept. Its lines stay in the file: what is held is where each event stands and what it is
 * about, in some 30 bytes an event.
 */
export class ExportLog implements LogSource {
  readonly size: number;
  /** Roots that the database's log has to have. */
  readonly roots: readonly SignedRoot[];
  readonly #file: FileHandle;
  readonly #index: EventIndex;

  /**
   * Reads an export through.
   *
   * @throws Error for one that does not begin with the first event, was cut or changed, or has no checkpoint by a trusted key
   */
  static async open(
    path: string,
    options: Pick<FsckOptions, 'trustedKeys'>,
  ): Promise<ExportLog> {
    const index = new EventIndex();
    const digest = createHash('sha256');
    let frontier: Frontier = emptyFrontier;
    let header: Record<string, unknown> | undefined;
    let footer: Record<string, unknown> | undefined;
    for await (const { bytes, at } of readLines(path)) {
      const line = parse(bytes);
      if (footer) {
        throw invalid('goes on after its last line');
      }
      if (!header) {
        header = line;
        assertHeader(header);
      } else if (typeof line.body === 'string') {
        if (line.seq !== frontier.size) {
          throw invalid(`has event ${line.seq} in place of ${frontier.size}`);
        }
        const leaf = leafHash(Buffer.from(line.body, 'utf8'), sha256);
        frontier = appendLeaves(frontier, [leaf], sha256).frontier;
        index.add({ at, length: bytes.length }, keysOf(readEvent(line.body)));
      } else {
        footer = line;
        if (line.sha256 !== digest.copy().digest('hex')) {
          throw invalid('was changed or cut: its last line names another hash');
        }
      }
      digest.update(bytes).update('\n');
    }
    if (!header || footer?.count !== frontier.size) {
      throw invalid('was cut: it has no last line, or fewer events');
    }
    const checkpoint = await openNote(String(header.checkpoint), options);
    if (!checkpoint) {
      throw invalid('has no checkpoint that a trusted key signed');
    }
    const where = `The export ${path}`;
    const own = base64(frontierRoot(frontier, sha256));
    if (
      checkpoint.size < frontier.size ||
      (checkpoint.size === frontier.size && base64(checkpoint.root) !== own)
    ) {
      throw invalid('has other events than its checkpoint signs');
    }
    index.sort();
    return new ExportLog(await open(path), index, [
      { size: frontier.size, root: own, origin: checkpoint.origin, where },
      // Later than its last event: the database has to have what joins the two.
      {
        size: checkpoint.size,
        root: base64(checkpoint.root),
        origin: checkpoint.origin,
        where,
      },
    ]);
  }

  private constructor(
    file: FileHandle,
    index: EventIndex,
    roots: readonly SignedRoot[],
  ) {
    this.#file = file;
    this.#index = index;
    this.roots = roots;
    this.size = index.size;
  }

  async about(
    kind: StoredEvent['subject']['kind'],
    ids: readonly string[],
  ): Promise<readonly StoredEvent[]> {
    const wanted = new Set(ids);
    const events = await this.#read(ids.map(id => subjectKey(kind, id)));
    return events.filter(
      ({ subject }) => subject.kind === kind && wanted.has(subject.id),
    );
  }

  async revoking(instants: readonly string[]): Promise<readonly StoredEvent[]> {
    const events = await this.#read(instants.map(revokingKey));
    return events.filter(
      event =>
        revokedBy(event).length > 0 && instants.includes(event.occurredAt),
    );
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Events that may have one of some keys, in order. */
  async #read(keys: readonly string[]): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (const { at, length } of this.#index.find(keys)) {
      const { buffer } = await this.#file.read({
        buffer: Buffer.alloc(length),
        position: at,
      });
      const event = readEvent(String(parse(buffer).body));
      if (event) {
        events.push(event);
      }
    }
    return events;
  }
}

function keysOf(event: StoredEvent | undefined): string[] {
  return event
    ? [
        subjectKey(event.subject.kind, event.subject.id),
        ...(revokedBy(event).length > 0 ? [revokingKey(event.occurredAt)] : []),
      ]
    : [];
}

function subjectKey(kind: string, id: string): string {
  return `${kind} ${id}`;
}

function revokingKey(instant: string): string {
  return `revoking ${instant}`;
}

function assertHeader({ format, from, to, count }: Record<string, unknown>) {
  if (format !== FORMAT) {
    throw invalid(`is not of the format ${FORMAT}`);
  }
  if (from !== 0 || to !== count) {
    throw invalid(
      `begins with event ${from}: records can be held to the whole log alone`,
    );
  }
}

/** Lines with the place where each begins, without their newlines. */
async function* readLines(
  path: string,
): AsyncGenerator<{ bytes: Buffer } & Pick<Place, 'at'>> {
  let pending: Buffer[] = [];
  let at = 0;
  let length = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      pending.push(part);
      length += part.length;
      if (length > MAX_LINE) {
        throw invalid('has a line that is too long');
      }
      if (end < 0) {
        break;
      }
      yield { bytes: Buffer.concat(pending), at };
      at += length + 1;
      pending = [];
      length = 0;
      start = end + 1;
    }
  }
  if (length > 0) {
    throw invalid('was cut in a line');
  }
}

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(textOf(bytes));
    if (typeof value === 'object' && value !== null) {
      return { ...value };
    }
  } catch {
    // Told below.
  }
  throw invalid('has a line that is no JSON object');
}

function invalid(problem: string): Error {
  return new Error(`The export ${problem}`);
}
