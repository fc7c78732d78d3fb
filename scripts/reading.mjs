import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { keptPictures } from './lib/keptPictures.mjs';
import { ROOT } from './lib/paths.mjs';
import { exitWith, Problem } from './lib/Problem.mjs';
import { isReadable, scoreLines, scoreReading } from './lib/readingScore.mjs';
import { roundPage } from './lib/roundPage.mjs';

const KEPT = join(ROOT, 'docs/reading');
const USE =
  'node scripts/reading.mjs score|keep [--pictures <folder>] <answers.json>…';

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Problem(`${file} can't be read: ${error.message}`, USE);
  }
}

/** Scores what readers of first screens answered; `keep` puts the round into the docs as well. */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pictures: {
        type: 'string',
        default: join(ROOT, 'test-results/questions'),
      },
    },
  });
  const [command, ...files] = positionals;
  if (!['score', 'keep'].includes(command) || files.length === 0) {
    throw new Problem('Nothing was asked for', USE);
  }
  const { at, pictures } = readJson(join(values.pictures, 'questions.json'));
  const readers = files.map(file => ({
    reader: basename(file, '.json'),
    answers: readJson(file),
  }));
  const score = scoreReading(pictures, readers);
  process.stdout.write(`${scoreLines(score).join('\n')}\n`);
  if (command === 'keep') {
    await keep(values.pictures, { at, pictures, readers, score });
  }
  process.exitCode = isReadable(score) ? 0 : 1;
}

/** Puts the round in the place of the one before. */
async function keep(folder, { at, pictures, readers, score }) {
  const images = await keptPictures(
    pictures.map(({ picture }) => join(folder, picture)),
  );
  rmSync(KEPT, { recursive: true, force: true });
  mkdirSync(KEPT, { recursive: true });
  for (const { name, bytes } of images) {
    writeFileSync(join(KEPT, name), bytes);
  }
  const files = {
    'questions.json': JSON.stringify({ at, pictures }),
    'answers.json': JSON.stringify(
      Object.fromEntries(
        readers.map(({ reader, answers }) => [reader, answers]),
      ),
    ),
    'index.md': roundPage({ at, pictures, score }),
  };
  for (const [name, content] of Object.entries(files)) {
    const file = join(KEPT, name);
    const formatted = prettier.format(content, {
      ...(await prettier.resolveConfig(file)),
      filepath: file,
    });
    writeFileSync(file, formatted);
  }
}

main().catch(exitWith);
