import {
  concatBytes,
  equalBytes,
  hasByteOrderMark,
  utf8,
} from '@chatbot-portal/transparency-log';
import { csvHeaderRow, csvRow } from './csv';
import type { ExportEvent } from './ExportFormat';
import { messageOf, type Problems } from './ExportVerification';
import { ByteReader } from './readers';

const NOTHING = new Uint8Array(0);

/**
 * Compares a CSV byte by byte with what the events of the NDJSON say. Stops at the
 * first difference: after a missing row, every other would differ.
 *
 * @internal
 */
export class CsvComparison {
  readonly #reader: ByteReader;
  readonly #problems: Problems;
  /** What was taken of a first row that no byte order mark stands before. */
  #begun: Uint8Array = NOTHING;
  #last: number | undefined;
  #stopped = false;
  rows = 0;

  static async create(
    csv: AsyncIterable<Uint8Array>,
    problems: Problems,
  ): Promise<CsvComparison> {
    const comparison = new CsvComparison(csv, problems);
    await comparison.#skipByteOrderMark();
    await comparison.#compare(
      csvHeaderRow(),
      'The first row of the CSV differs',
    );
    return comparison;
  }

  private constructor(csv: AsyncIterable<Uint8Array>, problems: Problems) {
    this.#reader = ByteReader.create(csv);
    this.#problems = problems;
  }

  /** Compares the next row; undefined for an event that can't be read. */
  async next(event: ExportEvent | undefined): Promise<void> {
    if (this.#stopped) {
      return;
    }
    if (!event) {
      this.#stopped = true;
      return;
    }
    let expected: string;
    try {
      expected = csvRow(event);
    } catch (error) {
      this.#stop(
        `The CSV cannot be compared from event ${event.seq} on: ${messageOf(
          error,
        )}`,
        event.seq,
      );
      return;
    }
    const same = await this.#compare(
      expected,
      `The CSV row of event ${event.seq} differs from the NDJSON, or is missing or moved`,
      event.seq,
    );
    if (same) {
      this.rows += 1;
      this.#last = event.seq;
    }
  }

  /** Called after the last event. */
  async finish(): Promise<void> {
    if (!this.#stopped && (await this.#reader.take(1)).length > 0) {
      this.#stop(
        this.#last === undefined
          ? 'The CSV has rows, the NDJSON has no event'
          : `The CSV goes on after event ${
              this.#last
            }, the last one of the NDJSON`,
        this.#last,
      );
    }
  }

  /** Exports of before have none. */
  async #skipByteOrderMark(): Promise<void> {
    const first = await this.#reader.take(3);
    this.#begun = hasByteOrderMark(first) ? NOTHING : first;
  }

  async #compare(
    expected: string,
    message: string,
    seq?: number,
  ): Promise<boolean> {
    const bytes = utf8(expected);
    const found = await this.#reader.take(bytes.length - this.#begun.length);
    const same = equalBytes(concatBytes(this.#begun, found), bytes);
    this.#begun = NOTHING;
    if (!same) {
      this.#stop(message, seq);
    }
    return same;
  }

  #stop(message: string, seq?: number): void {
    this.#stopped = true;
    this.#problems.add({
      at: 'csv',
      ...(seq === undefined ? {} : { seq }),
      message,
    });
  }
}
