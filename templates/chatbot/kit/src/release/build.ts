import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Prompts } from '../answer/prompts.ts';
import type { BotConfig } from '../config/BotConfig.ts';
import {
  readConfiguration,
  type Configuration,
} from '../config/configuration.ts';
import { CONFIG_FILE } from '../config/readBotConfig.ts';
import { RELEASE_FILE, type ReleaseSettings } from '../config/settings.ts';
import { readDataset, SUITES } from '../evaluation/dataset.ts';
import { describeCorpus, type Corpus } from '../corpus/Corpus.ts';
import { readDocuments, writeCorpus } from '../corpus/openCorpus.ts';
import {
  openEmbeddings,
  openRetriever,
  openVectors,
  VECTORS_FOLDER,
} from '../retrieval/openRetriever.ts';
import { VectorCache } from '../retrieval/VectorCache.ts';
import { sha256 } from '../text/digest.ts';
import { unseenParts } from '../text/readText.ts';
import { createArchive } from './archive.ts';
import { ARCHIVE_PATH } from './artifacts.ts';
import { makeNeededWeights } from './weights.ts';

/** What the running bot reads, beside its passages. */
const PARTS = [
  CONFIG_FILE,
  'prompts',
  'src',
  'vendor',
  'kit',
  'layers',
  '.npmrc',
  '.chatbot-portal/config.json',
  'package.json',
  'package-lock.json',
];

/** Starts the bot of the folder that the archive was unpacked into. */
const ENTRY = `import { start } from '@chatbot-portal/chatbot-kit';
import { dirname } from 'node:path';

await start(dirname(import.meta.dirname));
`;

/** Packs dist/chatbot.tgz of a repository. The same sources give the same bytes. */
export async function build(root: string): Promise<string> {
  const configuration = readConfiguration(root, process.env);
  const { bot, model, settingsDigest } = configuration;
  const notes = assertReadable(root, bot);
  const corpus = await readDocuments(root, bot.documents);
  notes.push(...describeCorpus(corpus));
  const content = join(root, 'dist/content');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(content, 'app'), { recursive: true });
  writeFileSync(join(content, 'app/main.js'), ENTRY);
  const release: ReleaseSettings = {
    model,
    settingsDigest,
    corpusSnapshot: corpus.snapshot.digest,
  };
  writeFileSync(join(content, RELEASE_FILE), `${JSON.stringify(release)}\n`);
  writeCorpus(content, corpus.chunks);
  makeNeededWeights(root, bot);
  await packVectors(root, content, configuration, corpus);
  for (const part of PARTS) {
    if (existsSync(join(root, part))) {
      mkdirSync(dirname(join(content, part)), { recursive: true });
      cpSync(join(root, part), join(content, part), {
        recursive: true,
        filter: path => !isLeftOut(path.slice(root.length)),
      });
    }
  }
  await createArchive(content, join(root, ARCHIVE_PATH));
  rmSync(content, { recursive: true });
  const bytes = readFileSync(join(root, ARCHIVE_PATH));
  return [
    ...notes.map(note => `note: ${note}`),
    `${ARCHIVE_PATH}  ${bytes.length} bytes  sha256 ${sha256(bytes)}`,
  ].join('\n');
}

/** Tests, and what a written-out kit was tested with, change nothing in what runs. */
function isLeftOut(path: string): boolean {
  return /\.test\.ts$|[\\/]node_modules([\\/]|$)|^[\\/]kit[\\/]fixture/.test(
    path,
  );
}

/** Reads once what the bot and its evaluation read: a file that is no UTF-8 ends the build with its name and the place in it. */
function assertReadable(root: string, bot: BotConfig): string[] {
  const prompts = Prompts.fromFolder(join(root, 'prompts')).files();
  SUITES.forEach(suite => readDataset(suite, root, bot.datasets));
  return prompts.flatMap(({ file, text }) =>
    file === undefined
      ? []
      : unseenParts(`prompts/${file}`, text).map(
          part => `${part}, which the model reads and the digest counts`,
        ),
  );
}

/** Makes the vectors that the built bot needs, so that it starts without making any; those of a working copy are taken first. */
async function packVectors(
  root: string,
  content: string,
  configuration: Configuration,
  { chunks, snapshot }: Corpus,
): Promise<void> {
  const { retriever } = configuration.bot;
  if (retriever.kind !== 'hybrid') {
    return;
  }
  let told = 0;
  await openRetriever(root, configuration, {
    corpus: { chunks, snapshot: snapshot.digest },
    progress({ done, total, cached }) {
      // A line for each tenth: an indexing may take minutes, and its output may be a log.
      if (done === total || done - told >= total / 10) {
        told = done;
        console.log(`vectors: ${done} of ${total}, ${cached} were there`);
      }
    },
  });
  const { model } = await openEmbeddings(
    root,
    retriever.embeddings,
    configuration.environment,
  );
  const made = openVectors(root, model);
  const digests = [...new Set(chunks.map(({ digest }) => digest))].sort();
  VectorCache.open(join(content, VECTORS_FOLDER), model).append(
    digests.map(digest => ({ digest, vector: made.get(digest)! })),
  );
}
