import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles } from './hashFiles.mjs';
import { NODE_MODULES, ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';
import { tail } from './run.mjs';
import { ensureSecrets } from './secrets.mjs';
import { readStamp, removeStamp, writeStamp } from './stamp.mjs';
import { runYarn } from './toolchain.mjs';

const STAMP = join(NODE_MODULES, '.portal-app-build');
const INDEX = join(ROOT, 'packages/app/dist/index.html');

/** What ends up in the bundle, and the schemas that decide what config it sees. */
const SOURCES = [
  'yarn.lock',
  'packages/app/package.json',
  'packages/app/config.d.ts',
  'packages/app/public',
  'packages/app/src',
  'plugins/chatbots/package.json',
  'plugins/chatbots/src',
  'plugins/chatbots-common/package.json',
  'plugins/chatbots-common/src',
  'plugins/chatbots-governance/package.json',
  'plugins/chatbots-governance/src',
  'packages/transparency-log/package.json',
  'packages/transparency-log/src',
];
const TESTS = /(\.test\.tsx?|setupTests\.ts)$|__fixtures__|__testUtils__/;

/** Builds the frontend, unless the same sources were built already. */
export async function ensureAppBuilt(toolchain) {
  const wanted = hashFiles(SOURCES, { except: TESTS });
  if (existsSync(INDEX) && readStamp(STAMP) === wanted) {
    return 'up to date';
  }
  // The bundler reads app-config.yaml, which includes the files with the keys.
  ensureSecrets();
  removeStamp(STAMP);
  const { code, output } = await runYarn(
    toolchain,
    ['workspace', 'app', 'build'],
    { env: { NODE_ENV: 'production' } },
  );
  if (code !== 0) {
    throw new Problem(
      'Building the frontend failed',
      `read the last lines of its output\n${tail(output, 40)}`,
    );
  }
  writeStamp(STAMP, wanted);
  return undefined;
}
