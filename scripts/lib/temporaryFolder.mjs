import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs work whose temporary folders, and those of its children, are removed with it: `work({ TMPDIR })`. */
export async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'chatbot-portal-lane-'));
  try {
    return await work({ TMPDIR: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
