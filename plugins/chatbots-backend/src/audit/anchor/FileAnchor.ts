import {
  AnchoredCheckpoint,
  AuditAnchor,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Keeps checkpoints in a file that is only appended to, one JSON text a line. */
export class FileAnchor implements AuditAnchor {
  readonly id = 'file';
  readonly #path: string;

  constructor(options: { path: string }) {
    this.#path = options.path;
  }

  async anchor(checkpoint: AnchoredCheckpoint): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a', 0o640);
    try {
      await file.appendFile(
        `${JSON.stringify({ size: checkpoint.size, note: checkpoint.note })}\n`,
      );
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async *readAll(): AsyncIterable<AnchoredCheckpoint> {
    const input = createReadStream(this.#path, 'utf8');
    try {
      for await (const line of createInterface({ input })) {
        if (line !== '') {
          yield JSON.parse(line) as AnchoredCheckpoint;
        }
      }
    } catch (error) {
      if (
        !(error instanceof Error && 'code' in error && error.code === 'ENOENT')
      ) {
        throw error;
      }
    } finally {
      input.destroy();
    }
  }
}
