import { toBase64, equalBytes } from '@chatbot-portal/transparency-log';
import type { Sha256 } from '@chatbot-portal/transparency-log';
import {
  parseAuditEventText,
  auditLeafHash,
  verifyCommitment,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import {
  parseEventLine,
  type ExportEvent,
  type ExportHeader,
} from './ExportFormat';
import { readContinuation, type ExportContinuation } from './continuation';
import { PeriodChecker } from './ExportPeriod';
import type { Problems } from './ExportVerification';

/**
 * Checks the events of an export, one line after the other, each for itself: its
 * place, its leaf hash, its form and its revealed texts.
 *
 * @internal
 */
export class EventChecker {
  readonly #problems: Problems;
  readonly #sha256: Sha256;
  /** Computed from the bytes, never taken from the file. */
  readonly leafHashes: Uint8Array[] = [];
  /** In the order of the log. */
  readonly continuations: ExportContinuation[] = [];
  readonly #people = new Set<string>();
  events = 0;
  textsProven = 0;
  #next: number | undefined;
  readonly #period: PeriodChecker | undefined;

  static create(options: {
    /** Undefined when it can't be read. */
    header: ExportHeader | undefined;
    problems: Problems;
    sha256: Sha256;
  }): EventChecker {
    return new EventChecker(options);
  }

  private constructor(options: {
    header: ExportHeader | undefined;
    problems: Problems;
    sha256: Sha256;
  }) {
    const { header, problems, sha256 } = options;
    this.#next = header?.from;
    this.#problems = problems;
    this.#sha256 = sha256;
    if (header?.period) {
      const { from, to, period } = header;
      this.#period = PeriodChecker.create({ from, to, period }, problems);
    }
  }

  /** Undefined when the export was asked for without a period. */
  get outsidePeriod(): number | undefined {
    return this.#period?.outside;
  }

  get peopleStated(): number {
    return this.#people.size;
  }

  /**
   * @param text - undefined when the bytes are no UTF-8
   *
   * @returns the event when it can be read
   */
  check(text: string | undefined, line: number): ExportEvent | undefined {
    this.events += 1;
    const expected = this.#next;
    const event = this.#problems.guard(
      { at: 'event', seq: expected, line },
      () => {
        if (text === undefined) {
          throw new Error('The line is not UTF-8');
        }
        return parseEventLine(text, this.#sha256);
      },
    );
    if (!event) {
      this.#next = expected === undefined ? undefined : expected + 1;
      return undefined;
    }
    this.#checkPlace(event.seq, line);
    this.#checkContent(event, line);
    return event;
  }

  /** Called after the last event. */
  finish(to: number): void {
    if (this.#next !== undefined && this.#next < to) {
      this.#reportMissing(this.#next, to);
    }
  }

  #checkPlace(seq: number, line: number): void {
    const expected = this.#next ?? seq;
    if (seq > expected) {
      this.#reportMissing(expected, seq, line);
    } else if (seq < expected) {
      this.#problems.add({
        at: 'event',
        seq: expected,
        line,
        message: `Event ${seq} stands where event ${expected} should: it was moved, doubled or renumbered`,
      });
      // What follows is judged as if the rightful event had stood here.
    }
    this.#next = Math.max(seq, expected) + 1;
  }

  #reportMissing(from: number, to: number, line?: number): void {
    const one = to === from + 1;
    this.#problems.add({
      at: 'event',
      seq: from,
      ...(line === undefined ? {} : { line }),
      message: one
        ? `Event ${from} is missing`
        : `Events ${from} to ${to - 1} are missing`,
    });
  }

  #checkContent(event: ExportEvent, line: number): void {
    const { seq, reveals } = event;
    const where = { at: 'event', seq, line } as const;
    const computed = this.#problems.guard(where, () =>
      auditLeafHash(event.body, this.#sha256),
    );
    if (!computed) {
      return;
    }
    this.leafHashes.push(computed);
    if (!equalBytes(computed, event.leafHash)) {
      this.#problems.add({
        ...where,
        message: `Event ${seq} was changed: its bytes hash to ${toBase64(
          computed,
        )}, the line states ${toBase64(event.leafHash)}`,
      });
    }
    const body = this.#problems.guard(where, () =>
      parseAuditEventText(event.body),
    );
    if (body) {
      this.#period?.check(seq, body.occurredAt, line);
      const continuation = readContinuation(seq, body);
      if (continuation) {
        this.continuations.push(continuation);
      }
    }
    const people = Object.keys(reveals?.people ?? {});
    people.forEach(pseudonym => this.#people.add(pseudonym));
    for (const [field, revealed] of Object.entries(reveals?.texts ?? {})) {
      const { texts = {} } = body?.data ?? {};
      const commitment = Object.hasOwn(texts, field)
        ? texts[field].commitment
        : '';
      if (verifyCommitment(commitment, revealed, this.#sha256)) {
        this.textsProven += 1;
      } else {
        this.#problems.add({
          ...where,
          message: `The text '${field}' of event ${seq} is not the one that was committed to`,
        });
      }
    }
  }
}
