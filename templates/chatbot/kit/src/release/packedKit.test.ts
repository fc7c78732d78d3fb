import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { packedKitProblem } from './packedKit.ts';

const FILE = 'vendor/chatbot-kit-1.0.0.tgz';

function repositoryWithKit(entry: object): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'vendor'));
  writeFileSync(join(root, FILE), 'packed');
  const name = 'node_modules/@chatbot-portal/chatbot-kit';
  const lock = JSON.stringify({ packages: { [name]: entry } });
  writeFileSync(join(root, 'package-lock.json'), lock);
  return root;
}

const integrity = `sha512-${createHash('sha512')
  .update('packed')
  .digest('base64')}`;
const locked = { resolved: `file:${FILE}`, integrity };

test('takes the file that the lock file pins, and a kit that is not packed', () => {
  assert.equal(packedKitProblem(repositoryWithKit(locked)), undefined);
  const ejected = repositoryWithKit({ resolved: 'kit', link: true });
  assert.equal(packedKitProblem(ejected), undefined);
});

test('names a packed file that was changed under its name, and one that is gone', () => {
  const root = repositoryWithKit(locked);
  writeFileSync(join(root, FILE), 'other');
  assert.match(packedKitProblem(root) ?? '', /is not the file that/);
  rmSync(join(root, FILE));
  assert.match(packedKitProblem(root) ?? '', /is missing/);
});
