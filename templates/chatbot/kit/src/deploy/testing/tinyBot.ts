import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createArchive } from '../../release/archive.ts';
import { sha256 } from '../../text/digest.ts';
import type { Release } from '../Target.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';

const manifest = { name: 'tiny-bot', version: '1.0.0', private: true };

/** How a tiny bot goes wrong, when it does. */
type Fault = 'crashes' | 'falls-ill' | 'lies';

/** Answers what a deployment asks of a bot. Faults show after the first health check, but for the crash. */
const code = (fault: Fault | undefined) => `
import { createServer } from 'node:http';
const { HOST, PORT, CHATBOT_VERSION, CHATBOT_DIGEST } = process.env;
${fault === 'crashes' ? 'process.exit(1);' : ''}
let checks = 0;
createServer((request, response) => {
  checks += request.url === '/healthz' ? 1 : 0;
  const isIll = ${fault === 'falls-ill'} && checks > 1;
  const digest = ${fault === 'lies'} && checks > 1 ? 'other' : CHATBOT_DIGEST;
  response
    .writeHead(isIll ? 500 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ version: CHATBOT_VERSION, digest }));
}).listen(Number(PORT), HOST);
`;

/** A release without dependencies, packed as the real one is, so that a test starts it in no time. */
export async function tinyRelease(
  version: string,
  fault?: Fault,
): Promise<Release> {
  const folder = temporaryFolder();
  const content = join(folder, 'content');
  mkdirSync(join(content, 'app'), { recursive: true });
  const files = {
    'app/main.js': `// ${version}${code(fault)}`,
    'package.json': JSON.stringify({ ...manifest, type: 'module' }),
    'package-lock.json': JSON.stringify({
      name: manifest.name,
      version: manifest.version,
      lockfileVersion: 3,
      packages: { '': manifest },
    }),
  };
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(content, path), text);
  }
  const archivePath = join(folder, 'chatbot.tgz');
  await createArchive(content, archivePath);
  return {
    version,
    digest: sha256(`the bundle of ${version}`),
    commit: 'c'.repeat(40),
    archiveDigest: sha256(readFileSync(archivePath)),
    archivePath,
  };
}
