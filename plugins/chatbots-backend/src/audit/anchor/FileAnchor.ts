import { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import {
  AnchoredCheckpoint,
  AuditAnchor,
  AuditAnchorsExtensionPoint,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { createReadStream } from 'node:fs';
import { FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** Bytes of the file's end that are read at once. */
const CHUNK = 4096;

/** Longest line that is read back, in bytes; a checkpoint has some hundred. */
const MAX_LINE = 1_000_000;

/** Keeps checkpoints in a file that is only appended to, one JSON text a line. */
export class FileAnchor implements AuditAnchor {
  readonly id = 'file';
  readonly #path: string;

  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  async anchor(checkpoint: AnchoredCheckpoint): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a+', 0o640);
    try {
      const { size, note } = checkpoint;
      const line = `${JSON.stringify({ size, note })}\n`;
      await file.appendFile((await endsInLine(file)) ? `\n${line}` : line);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async readLast(): Promise<AnchoredCheckpoint | undefined> {
    const file = await ignoreMissing(open(this.#path, 'r'));
    try {
      const line = file && (await readLastLine(file));
      return line ? parseLine(line) : undefined;
    } finally {
      await file?.close();
    }
  }

  async *readAll(): AsyncIterable<AnchoredCheckpoint> {
    const file = await ignoreMissing(open(this.#path, 'r'));
    if (!file) {
      return;
    }
    await file.close();
    const input = createReadStream(this.#path, 'utf8');
    let broken: unknown;
    try {
      for await (const line of createInterface({ input })) {
        if (line !== '') {
          // A full disk leaves part of a line, whose checkpoint was given again. Whoever breaks a line could as well take it away.
          broken = undefined;
          let checkpoint: AnchoredCheckpoint | undefined;
          try {
            checkpoint = parseLine(line);
          } catch (error) {
            broken = error;
          }
          if (checkpoint) {
            yield checkpoint;
          }
        }
      }
    } finally {
      input.destroy();
    }
    if (broken) {
      throw broken;
    }
  }
}

/** Adds the file of the configuration to the anchors, as modules add theirs. */
export function addFileAnchor(
  anchors: AuditAnchorsExtensionPoint,
  config: Config,
): void {
  const path = config.getOptionalString('chatbots.audit.anchors.file.path');
  if (path) {
    anchors.addAnchor(new FileAnchor({ path }));
  }
}

/** Whether the file ends inside a line, as a full disk leaves it. */
async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) {
    return false;
  }
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

/** The last line that is not empty, read from the end: the file only grows. */
async function readLastLine(file: FileHandle): Promise<string | undefined> {
  let { size: start } = await file.stat();
  let end = Buffer.alloc(0);
  while (start > 0) {
    const length = Math.min(CHUNK, start);
    start -= length;
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
    end = Buffer.concat([buffer, end]);
    const text = tailOf(end);
    const newline = text.lastIndexOf('\n');
    if (newline >= 0 || end.length > MAX_LINE) {
      return text.slice(newline + 1);
    }
  }
  return tailOf(end) || undefined;
}

/** A part begins anywhere, so inside a character, too; only what follows a newline of it is parsed. */
function tailOf(part: Buffer): string {
  // eslint-disable-next-line no-restricted-syntax
  return part.toString('utf8').trimEnd();
}

/** Throws for a line that is no checkpoint: part of one is what a full disk leaves. */
function parseLine(line: string): AnchoredCheckpoint {
  const value: unknown = JSON.parse(line);
  if (
    typeof value === 'object' &&
    value !== null &&
    'size' in value &&
    Number.isSafeInteger(value.size) &&
    'note' in value &&
    typeof value.note === 'string'
  ) {
    return { size: Number(value.size), note: value.note };
  }
  throw new Error('A line of the file is no checkpoint');
}

async function ignoreMissing<T>(opened: Promise<T>): Promise<T | undefined> {
  try {
    return await opened;
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
