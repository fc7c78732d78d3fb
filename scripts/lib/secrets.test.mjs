import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ensureSecrets } from './secrets.mjs';

describe('ensureSecrets', () => {
  it('generates keys once, for their owner only', t => {
    const folder = mkdtempSync(join(tmpdir(), 'portal-secrets-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const read = name => readFileSync(join(folder, name), 'utf8');

    assert.match(ensureSecrets(folder), /created permits\.pem, audit\.pem/);
    const first = read('audit.pem');

    assert.equal(ensureSecrets(folder), 'present');
    assert.equal(read('audit.pem'), first);
    assert.notEqual(read('permits.pem'), first);
    assert.equal(createPrivateKey(first).asymmetricKeyType, 'ed25519');
    assert.equal(Buffer.from(read('audit-events.key'), 'base64').length, 32);
    for (const name of [
      'permits.pem',
      'audit.pem',
      'audit-events.key',
      'git-host-password',
    ]) {
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    }
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });
});
