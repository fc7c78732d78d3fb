import type { Response } from 'express';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Streams what git packs; a client that leaves ends git as well. @internal */
export async function sendArchive(
  archive: ChildProcessByStdio<null, Readable, Readable>,
  fileName: string,
  response: Response,
): Promise<void> {
  response.set({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${fileName}"`,
  });
  response.on('close', () => archive.kill('SIGKILL'));
  archive.stderr.resume();
  const failed = new Promise<never>((_resolve, reject) => {
    archive.on('error', reject);
    archive.on('exit', code => {
      if (code) {
        reject(new Error(`git archive ended with ${code}`));
      }
    });
  });
  // Ends the connection in the middle when git fails, so that a half archive is not taken for a whole one.
  failed.catch(() => response.destroy());
  await pipeline(archive.stdout, response).catch(() => response.destroy());
}
