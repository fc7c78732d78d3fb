import { RootLoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { createWriteStream, WriteStream } from 'node:fs';

/** Where the lines of all loggers go, and how many of them say that something is wrong. */
interface Sink {
  stream: WriteStream;
  complaints: string[];
}

/**
 * Writes the backend's log to a file: the table is all that is to be read on the terminal, and a terminal's pace must not be
 * what is measured. Debug lines are left out, as in production.
 */
export class FileLogger implements RootLoggerService {
  readonly #sink: Sink;
  readonly #meta: JsonObject;

  static create(path: string): FileLogger {
    return new FileLogger(
      { stream: createWriteStream(path), complaints: [] },
      {},
    );
  }

  private constructor(sink: Sink, meta: JsonObject) {
    this.#sink = sink;
    this.#meta = meta;
  }

  /** Warnings and errors so far. */
  get complaints(): readonly string[] {
    return this.#sink.complaints;
  }

  error(message: string, meta?: Error | JsonObject): void {
    this.#sink.complaints.push(this.#write('error', message, meta));
  }

  warn(message: string, meta?: Error | JsonObject): void {
    this.#sink.complaints.push(this.#write('warn', message, meta));
  }

  info(message: string, meta?: Error | JsonObject): void {
    this.#write('info', message, meta);
  }

  debug(): void {
    // Left out.
  }

  child(meta: JsonObject): FileLogger {
    return new FileLogger(this.#sink, { ...this.#meta, ...meta });
  }

  #write(level: string, message: string, meta?: Error | JsonObject): string {
    const details = meta instanceof Error ? { error: meta.stack } : meta;
    const line = JSON.stringify({
      level,
      message,
      ...this.#meta,
      ...details,
    });
    this.#sink.stream.write(`${line}\n`);
    return line;
  }
}
