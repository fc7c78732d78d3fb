/**
 * Builds the kit that every generated repository carries, as one packed file, and the lock file that pins its digest. The same
 * sources give the same bytes. With --check nothing is written, and what is committed is compared: all of it where the kit's
 * dependencies are installed, else its sources alone.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ROOT } from './lib/paths.mjs';

const KIT = join(ROOT, 'templates/chatbot/kit');
const SKELETON = join(ROOT, 'templates/chatbot/skeleton');
const BASE = join(SKELETON, 'base');
const SCHEMA = 'chatbot.config.schema.json';

const { name, version, files, ...manifest } = JSON.parse(
  readFileSync(join(KIT, 'package.json'), 'utf8'),
);
const PACKED = `vendor/chatbot-kit-${version}.tgz`;

const check = process.argv.includes('--check');
const complete = process.argv.includes('--complete');
const drifted = check
  ? [...comparePacked(), ...(complete ? await compareBuilt() : [])]
  : [];
if (!check) {
  await write();
}
for (const line of drifted) {
  console.error(line);
}
if (drifted.length > 0) {
  console.error('Run: node scripts/build-kit.mjs');
  process.exitCode = 1;
}

async function write() {
  const packed = await pack();
  rmSync(join(BASE, 'vendor'), { recursive: true, force: true });
  mkdirSync(join(BASE, 'vendor'), { recursive: true });
  writeFileSync(join(BASE, PACKED), packed);
  console.log(`${PACKED}  ${packed.length} bytes  ${digestOf(packed)}`);
  writeFileSync(join(BASE, 'package-lock.json'), lockFile());
}

async function compareBuilt() {
  const packed = await pack();
  return packed.equals(readFileSync(join(BASE, PACKED)))
    ? []
    : [`${PACKED} is not what its sources build`];
}

/** What is packed and needs no compiler is compared with what is in the checkout, and the file with its lock. */
function comparePacked() {
  if (!existsSync(join(BASE, PACKED))) {
    return [`${PACKED} is missing`];
  }
  const bytes = readFileSync(join(BASE, PACKED));
  const packed = entriesOf(gunzipSync(bytes));
  const given = new Map(
    files
      .filter(part => !['dist', SCHEMA].includes(part))
      .flatMap(part => filesBelow(KIT, part))
      .map(path => [path, readFileSync(join(KIT, path))]),
  );
  const lock = JSON.parse(readFileSync(join(BASE, 'package-lock.json')));
  const locked = lock.packages[`node_modules/${name}`];
  return [
    ...[...given]
      .filter(([path, text]) => !packed.get(path)?.equals(text))
      .map(([path]) => `${PACKED} has another ${path} than the kit`),
    ...[...packed.keys()]
      .filter(path => path !== 'package.json' && path !== SCHEMA)
      .filter(path => !path.startsWith('dist/') && !given.has(path))
      .map(path => `${PACKED} has ${path}, which the kit has not`),
    ...(locked?.integrity === digestOf(bytes)
      ? []
      : [`package-lock.json pins another ${PACKED}`]),
  ];
}

/** Compiles the sources and packs them with all that a repository needs. */
async function pack() {
  if (!existsSync(join(KIT, 'node_modules'))) {
    run(KIT, 'npm', 'ci', '--ignore-scripts');
  }
  const folder = mkdtempSync(join(tmpdir(), 'chatbot-kit-'));
  try {
    const content = join(folder, 'package');
    mkdirSync(content);
    const compiler = join(KIT, 'node_modules/typescript/bin/tsc');
    run(
      KIT,
      process.execPath,
      compiler,
      '-p',
      'tsconfig.build.json',
      '--outDir',
      join(content, 'dist'),
    );
    for (const part of files.filter(one => existsSync(join(KIT, one)))) {
      if (part !== 'dist') {
        cpSync(join(KIT, part), join(content, part), { recursive: true });
      }
    }
    const { botConfigJsonSchema } = await load('src/config/BotConfig.ts');
    writeJson(join(content, SCHEMA), botConfigJsonSchema());
    const published = { ...manifest };
    delete published.scripts;
    writeJson(join(content, 'package.json'), {
      name,
      version,
      ...published,
      files,
    });
    const { createArchive } = await load('src/release/archive.ts');
    const file = join(folder, 'kit.tgz');
    await createArchive(folder, file, ['package']);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One lock file over all layers, of which a repository has some: npm takes it where others are missing. */
function lockFile() {
  const folder = mkdtempSync(join(tmpdir(), 'chatbot-lock-'));
  try {
    for (const part of [
      'package.json',
      '.npmrc',
      'vendor',
      'package-lock.json',
    ]) {
      if (existsSync(join(BASE, part))) {
        cpSync(join(BASE, part), join(folder, part), { recursive: true });
      }
    }
    for (const path of filesBelow(SKELETON, '.')) {
      const layer = /(?:^|\/)(layers\/[^/]+\/package\.json)$/.exec(path)?.[1];
      if (layer) {
        cpSync(join(SKELETON, path), join(folder, layer));
      }
    }
    // npm believes what the lock says of a file whose name it knows; the digest has to be taken anew.
    const known = join(folder, 'package-lock.json');
    if (existsSync(known)) {
      const lock = JSON.parse(readFileSync(known, 'utf8'));
      delete lock.packages[`node_modules/${name}`];
      writeJson(known, lock);
    }
    run(folder, 'npm', 'install', '--package-lock-only', '--ignore-scripts');
    return readFileSync(known, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files of an archive by their path below `package/`: plain tar, whose entries are short names and whole blocks. */
function entriesOf(tar) {
  const entries = new Map();
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512);
    const text = (from, length) =>
      header
        .subarray(from, from + length)
        .toString('utf8')
        .replace(/\0.*$/s, '');
    const size = parseInt(text(124, 12), 8) || 0;
    const path = [text(345, 155), text(0, 100)].filter(Boolean).join('/');
    if (path !== '') {
      const body = tar.subarray(at + 512, at + 512 + size);
      entries.set(path.replace(/^package\//, ''), body);
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}

function filesBelow(root, part) {
  const path = join(root, part);
  if (!existsSync(path)) {
    return [];
  }
  return statSync(path).isFile()
    ? [part]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => relative(root, join(entry.parentPath, entry.name)))
        .filter(file => !file.includes('node_modules/'));
}

function digestOf(bytes) {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

function load(path) {
  return import(pathToFileURL(join(KIT, path)).href);
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

function run(cwd, command, ...args) {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
