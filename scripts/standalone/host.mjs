import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The machine that a pipeline runs on, for the pure rules. */
export const nodeHost = {
  env: process.env,
  fetch: (...args) => fetch(...args),
  readFile: async path => new Uint8Array(await readFile(path)),
  writeFile: (path, text) => writeFile(path, text),
  async hashFile(path) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
    }
    return hash.digest('hex');
  },
  sleep: milliseconds => setTimeout(milliseconds),
  // What people read goes to standard error, so that the result can be piped.
  log: line => process.stderr.write(`${line}\n`),
  print: line => process.stdout.write(`${line}\n`),
  now: () => new Date(),
  sha256,
  verify: verifyEd25519,
};

export function sha256(bytes) {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

export function verifyEd25519(publicKey, data, signature) {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x },
    format: 'jwk',
  });
  return verify(null, data, key, signature);
}

/** Whether the module was started rather than imported. */
export function isMain(moduleUrl) {
  const [, script] = process.argv;
  return (
    script !== undefined &&
    realpathSync(script) === realpathSync(fileURLToPath(moduleUrl))
  );
}
