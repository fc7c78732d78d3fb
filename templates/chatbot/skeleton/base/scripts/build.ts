import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { readDataset, SUITES } from '../evals/dataset.ts';
import { Prompts } from '../src/prompts.ts';
import { readSections } from '../src/retrieval.ts';
import { sha256 } from '../src/text/digest.ts';
import { unseenParts } from '../src/text/readText.ts';
import { createArchive } from './archive.ts';

/** What the running bot reads, beside its compiled code. */
const PARTS = [
  'prompts',
  'data',
  'public',
  'config',
  '.chatbot-portal/config.json',
  'package.json',
  'package-lock.json',
];

/** `npm run build`: compiles and packs dist/chatbot.tgz. The same sources give the same bytes. */
// What the bot and its evaluation read is read once here: a file that is no UTF-8 ends the build with its name and the place in it.
for (const { file, text } of Prompts.fromFolder('prompts').files()) {
  unseenParts(`prompts/${file}`, text).forEach(part =>
    console.log(`note: ${part}, which the model reads and the digest counts`),
  );
}
readSections('data/documents');
SUITES.forEach(suite => readDataset(suite));
rmSync('dist', { recursive: true, force: true });
// Types are checked over all folders by `npm run typecheck`, which `npm run ci` runs before.
const compiler = [
  'node_modules/typescript/bin/tsc',
  '-p',
  'tsconfig.build.json',
  '--noCheck',
];
execFileSync(process.execPath, compiler, { stdio: 'inherit' });
mkdirSync('dist/content', { recursive: true });
cpSync('dist/app', 'dist/content/app', { recursive: true });
for (const part of PARTS.filter(path => existsSync(path))) {
  cpSync(part, `dist/content/${part}`, { recursive: true });
}
// Of a layer the bot needs what npm installs for it. Its tests and a judge stay here: they must not change the archive.
const layers = existsSync('layers') ? readdirSync('layers') : [];
for (const manifest of layers.map(layer => `layers/${layer}/package.json`)) {
  if (existsSync(manifest)) {
    cpSync(manifest, `dist/content/${manifest}`);
  }
}
await createArchive('dist/content', 'dist/chatbot.tgz');
rmSync('dist/content', { recursive: true });
const bytes = readFileSync('dist/chatbot.tgz');
console.log(`dist/chatbot.tgz  ${bytes.length} bytes  sha256 ${sha256(bytes)}`);
