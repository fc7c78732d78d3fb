import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadBot } from '../answer/defineBot.ts';
import { botWords } from '../answer/createChat.ts';
import { Prompts } from '../answer/prompts.ts';
import {
  readConfiguration,
  type Configuration,
} from '../config/configuration.ts';
import { describeCorpus, type Corpus } from '../corpus/Corpus.ts';
import { readDocuments } from '../corpus/openCorpus.ts';
import { readDataset, SUITES } from '../evaluation/dataset.ts';
import { readThresholds } from '../evaluation/thresholds.ts';
import { readApiKeys } from '../door/apiKeys.ts';
import { createModel } from '../model/createModel.ts';
import { openRetriever } from '../retrieval/openRetriever.ts';
import { packedKitProblem } from '../release/packedKit.ts';
import { makeNeededWeights } from '../release/weights.ts';
import { readJsonFile, unseenParts } from '../text/readText.ts';

/** What a check found: lines to know, and what is wrong with the next step. */
interface Finding {
  notes?: string[];
  problems?: string[];
}

interface Check {
  name: string;
  run: () => Promise<Finding> | Finding;
}

/**
 * `chatbot doctor`: says what is wrong with a repository, in the order in which it has to be mended. A check that needs what another
 * one found wrong is left out.
 *
 * @returns 1 where something is wrong
 */
export async function doctor(root: string): Promise<number> {
  let wrong = 0;
  for (const { name, run } of checksOf(root)) {
    let finding: Finding;
    try {
      finding = await run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      finding = { problems: message.split('\n') };
    }
    const { notes = [], problems = [] } = finding;
    console.log(`${problems.length > 0 ? 'WRONG' : 'ok   '}  ${name}`);
    notes.forEach(note => console.log(`         ${note}`));
    problems.forEach(problem => console.log(`       ! ${problem}`));
    if (problems.length > 0) {
      wrong += 1;
      if (name === CONFIGURATION || name === DOCUMENTS) {
        console.log('       The rest is looked at once this is right.');
        break;
      }
    }
  }
  console.log(
    wrong === 0
      ? '\nNothing is wrong. Next: npm run ci'
      : `\n${wrong} to mend, the first one first.`,
  );
  return wrong === 0 ? 0 : 1;
}

const CONFIGURATION = 'chatbot.config.json and environment';
const DOCUMENTS = 'documents';

function checksOf(root: string): Check[] {
  let configuration: Configuration;
  let corpus: Corpus;
  return [
    {
      name: 'packed kit',
      run: () => problemsIn(packedKitProblem(root)),
    },
    {
      name: CONFIGURATION,
      run() {
        configuration = readConfiguration(root, process.env);
        const { modelFallback } = configuration;
        const notes = doorNotes(configuration);
        return { notes: modelFallback ? [modelFallback, ...notes] : notes };
      },
    },
    {
      name: 'prompts',
      run: () => ({ notes: assertPrompts(root, configuration) }),
    },
    {
      name: DOCUMENTS,
      async run() {
        corpus = await readDocuments(root, configuration.bot.documents);
        return { notes: describeCorpus(corpus, Infinity) };
      },
    },
    {
      name: 'retriever',
      async run() {
        makeNeededWeights(root, configuration.bot);
        await openRetriever(root, configuration, {
          corpus: { chunks: corpus.chunks, snapshot: corpus.snapshot.digest },
        });
        return {};
      },
    },
    { name: 'datasets', run: () => datasetsIn(root, configuration, corpus) },
    {
      name: 'thresholds',
      run() {
        readThresholds(root);
        return {};
      },
    },
    {
      name: 'src/bot.ts and model',
      async run() {
        const definition = await loadBot(root);
        await (definition.model ?? createModel)(configuration);
        return {};
      },
    },
    { name: 'portal', run: () => portalIn(root) },
  ];
}

/** Who can ask, and what of it may be meant otherwise. */
function doorNotes({ bot, environment }: Configuration): string[] {
  const { access, documents } = bot;
  const keys = readApiKeys(environment.CHATBOT_API_KEYS);
  const known = new Set(keys.flatMap(({ groups }) => groups));
  const named = [...new Set(Object.values(documents.groups ?? {}).flat())];
  if (access.kind === 'oidc' || named.length === 0) {
    return [`access is "${access.kind}"`];
  }
  const unheld = named.filter(group => !known.has(group));
  return [
    `access is "${access.kind}"`,
    ...(unheld.length > 0
      ? [
          `no key has the group ${unheld.join(
            ', ',
          )}: nobody reads its documents`,
        ]
      : []),
  ];
}

function problemsIn(problem: string | undefined): Finding {
  return problem === undefined ? {} : { problems: [problem] };
}

function assertPrompts(root: string, configuration: Configuration): string[] {
  const prompts = Prompts.fromFolder(join(root, 'prompts'));
  prompts.render('system', botWords(configuration));
  prompts.render('answer', { passages: '', question: '' });
  prompts.render('rewrite', { history: '', question: '' });
  return prompts
    .files()
    .flatMap(({ name, file, text }) =>
      file === undefined
        ? [`the kit’s own prompt ${name} is in force`]
        : [
            `prompts/${file} is in force`,
            ...unseenParts(`prompts/${file}`, text),
          ],
    );
}

/** Samples name passages by their ids: replaced documents leave ids behind that nothing can find. */
function datasetsIn(
  root: string,
  { bot }: Configuration,
  { chunks }: Corpus,
): Finding {
  const known = new Set(chunks.map(({ id }) => id));
  const notes: string[] = [];
  const problems: string[] = [];
  for (const suite of SUITES) {
    const { samples } = readDataset(suite, root, bot.datasets);
    const counts = new Map<string, number>();
    samples.forEach(({ kind }) =>
      counts.set(kind, (counts.get(kind) ?? 0) + 1),
    );
    const played = samples.filter(({ turns }) => turns.length > 0);
    if (played.length > 0 && !bot.conversation.enabled) {
      problems.push(
        `${bot.datasets[suite]}: sample ${played[0]?.id} has turns, and the setting conversation.enabled is off`,
      );
    }
    const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`);
    notes.push(`${suite}: ${samples.length} samples, ${kinds.join(', ')}`);
    for (const { id, sources } of samples) {
      const lost = sources.filter(source => !known.has(source));
      if (lost.length > 0 && lost.length === sources.length) {
        problems.push(
          `${bot.datasets[suite]}: sample ${id} expects ${lost.join(
            ' or ',
          )}, and no passage has this id`,
        );
      }
    }
    if (!counts.has('unanswerable')) {
      notes.push(
        `${suite} has no question that the documents don't answer: nobody will notice a bot that answers everything`,
      );
    }
  }
  const shown = problems.slice(0, 10);
  if (problems.length > shown.length) {
    shown.push(`and ${problems.length - shown.length} more`);
  }
  return { notes, problems: shown };
}

function portalIn(root: string): Finding {
  const keys = join(root, '.chatbot-portal/keys.json');
  if (existsSync(keys)) {
    readJsonFile(keys);
  }
  return {
    notes: [
      existsSync(keys)
        ? 'the portal’s public keys are pinned'
        : '.chatbot-portal/keys.json is missing: deploy can’t verify a permit',
      process.env.CHATBOT_PORTAL_URL
        ? `reports go to ${process.env.CHATBOT_PORTAL_URL}`
        : 'CHATBOT_PORTAL_URL is not set: npm run ci reports nothing',
    ],
  };
}
