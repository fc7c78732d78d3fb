import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from './paths.mjs';

function signingKey() {
  return generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
}

/** What app-config.yaml reads from the keys folder. */
const SECRETS = {
  'permits.pem': signingKey,
  'audit.pem': signingKey,
  'audit-events.key': () => randomBytes(32).toString('base64'),
  'git-host-password': () => randomBytes(24).toString('base64url'),
};

/**
 * Generates the development keys that are missing. Existing ones are never
 * replaced: the audit log is signed, and its events are authenticated, with them.
 */
export function ensureSecrets(folder = KEYS) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const created = [];
  for (const [name, generate] of Object.entries(SECRETS)) {
    const file = join(folder, name);
    if (!existsSync(file)) {
      // 'wx': two starts at once must not end with two different keys.
      writeFileSync(file, generate(), { mode: 0o600, flag: 'wx' });
      created.push(name);
    }
  }
  return created.length > 0 ? `created ${created.join(', ')}` : 'present';
}
