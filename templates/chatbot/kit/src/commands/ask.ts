import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BotInProcess } from '../answer/BotInProcess.ts';
import { unpackArchive } from '../release/archive.ts';
import { ARCHIVE, ARCHIVE_PATH, fetchArchive } from '../release/artifacts.ts';
import { readRunContext } from '../release/runContext.ts';
import { describeAsked, sideBySide } from './describeAsked.ts';

const USAGE =
  'npm run ask -- "question" [--prompt] [--version <version, dist or file.tgz>]';

/** Built by `npm run build`, and not stored anywhere yet. */
const BUILT = 'dist';

/**
 * `chatbot ask "…"`: answers a question from the working copy, with what was found, what was cited, and the time of each step. With
 * `--version` it asks built archives instead and shows them side by side; a single one is shown beside the working copy.
 *
 * @returns 1 where a bot could not answer
 */
export async function ask(root: string, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      version: { type: 'string', multiple: true },
      prompt: { type: 'boolean' },
    },
  });
  const question = positionals.join(' ').trim();
  if (question === '') {
    throw Object.assign(new Error('There is no question'), { hint: USAGE });
  }
  const { version: versions = [], prompt: withPrompt = false } = values;
  const asked: Asked[] = [];
  if (versions.length < 2) {
    asked.push(await askFolder('working copy', root, question, withPrompt));
  }
  for (const version of versions) {
    asked.push(await askArchive(root, version, question, withPrompt));
  }
  console.log(`Question: ${question}\n`);
  console.log(
    sideBySide(
      asked.map(({ lines }) => lines),
      process.stdout.columns ?? 160,
    ),
  );
  if (asked.length > 1) {
    const answers = new Set(asked.map(({ answer }) => answer));
    console.log(
      answers.size === 1 ? '\nThe same answer.' : '\nThe answers differ.',
    );
  }
  return asked.every(({ answer }) => answer !== undefined) ? 0 : 1;
}

interface Asked {
  lines: string[];
  /** Absent where the bot could not answer. */
  answer?: string;
}

async function askFolder(
  name: string,
  folder: string,
  question: string,
  withPrompt: boolean,
): Promise<Asked> {
  try {
    const bot = await BotInProcess.open(folder, process.env);
    const asked = await bot.ask(question);
    return {
      lines: describeAsked(name, bot, asked, withPrompt),
      answer: asked.answer.answer,
    };
  } catch (error) {
    // The other version is worth seeing all the more.
    const message = error instanceof Error ? error.message : String(error);
    return { lines: [name, '', `No answer: ${message}`] };
  }
}

async function askArchive(
  root: string,
  version: string,
  question: string,
  withPrompt: boolean,
): Promise<Asked> {
  const archive = await findArchive(root, version);
  try {
    const folder = await unpackArchive(root, archive.path);
    try {
      return await askFolder(version, folder, question, withPrompt);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    archive.forget();
  }
}

/** The archive of `dist`, of a file, or of a version by its name. */
async function findArchive(
  root: string,
  version: string,
): Promise<{ path: string; forget: () => void }> {
  const local = version === BUILT ? join(root, ARCHIVE_PATH) : resolve(version);
  if (existsSync(local) && (version === BUILT || version.endsWith('.tgz'))) {
    return { path: local, forget: () => {} };
  }
  if (version === BUILT) {
    throw Object.assign(new Error(`${ARCHIVE_PATH} is missing`), {
      hint: 'npm run build makes it.',
    });
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(version)) {
    throw new Error(
      `There is no file ${version}, and no version has this name`,
    );
  }
  const { artifacts } = readRunContext(root, process.env);
  if (artifacts === undefined) {
    throw Object.assign(
      new Error(`The archive of version ${version} can't be fetched`),
      {
        hint: 'Set ARTIFACT_REPOSITORY_URL and GITHUB_REPOSITORY (owner/name), for example in .env; or name a file.',
      },
    );
  }
  const bytes = await fetchArchive(artifacts, version);
  const folder = await mkdtemp(join(tmpdir(), 'chatbot-archive-'));
  const path = join(folder, ARCHIVE);
  writeFileSync(path, bytes);
  return {
    path,
    forget: () => rmSync(folder, { recursive: true, force: true }),
  };
}
