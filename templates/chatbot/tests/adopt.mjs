/**
 * Does what the README of a generated repository says under "Make it yours", with one of the corpora beside: documents, questions,
 * `chatbot.config.json` and thresholds are replaced, no TypeScript is edited, and five commands follow.
 *
 *     node templates/chatbot/tests/adopt.mjs library
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORPORA } from './corpora/readCorpora.mjs';
import { emptyHome, GeneratedRepository } from './GeneratedRepository.mjs';

const COMMANDS = [
  ['ci'],
  ['run', 'doctor'],
  ['run', 'build'],
  ['run', 'evaluate'],
  ['run', 'gate'],
];

const REFUSALS = {
  en: 'I could not find an answer to that.',
  de: 'Dazu habe ich keine Antwort gefunden.',
  ja: 'お答えが見つかりませんでした。',
};

/**
 * What a team asks of a bot with the offline model: the right passage, refusals, no harm. What is put in other words than the document's,
 * that model refuses; facts are asked of a model that reads.
 */
function thresholds(questions) {
  const isRefused = questions.some(({ refuse }) => refuse);
  return {
    golden: {
      any: {
        retrieval_hit_rate: { min: 0.5 },
        pii_leak_rate: { max: 0 },
        unscored_rate: { max: 0 },
        transparency: { min: 1 },
        prompt_rules: { min: 1 },
      },
      slices: {
        ...(isRefused && {
          'kind:unanswerable': { refusal_accuracy: { min: 0.9 } },
        }),
      },
    },
  };
}

/**
 * Makes a repository the corpus' own and runs its commands.
 *
 * @param options.isIndexedBefore - makes the vectors first, in a step of its own
 * @param options.keyword - measures the keyword retriever afterwards, too
 * @returns seconds by step, what was found and refused, and each question that failed, in words
 */
export async function adopt(
  name,
  { isIndexedBefore, keyword, say = console.log } = {},
) {
  const home = emptyHome();
  const repository = await GeneratedRepository.render(home, {
    retrieval: 'hybrid',
    infrastructure: 'none',
  });
  try {
    const corpus = CORPORA[name];
    makeItTheirs(repository, corpus);
    const npm = runner(repository, say);
    if (isIndexedBefore) {
      await npm('first install', 'ci');
      await npm('first indexing', 'run', 'doctor');
    }
    const seconds = {};
    for (const args of COMMANDS) {
      const step = `npm ${args.join(' ')}`;
      seconds[step] = await npm(step, ...args);
    }
    const hybrid = measured(repository, corpus);
    say(`${name}, hybrid: ${inWords(hybrid)}`);
    hybrid.failures.forEach(line => say(line));
    let byWords;
    if (keyword) {
      configure(repository, { retriever: { kind: 'keyword', topK: 4 } });
      await npm('keyword: build', 'run', 'build');
      await npm('keyword: evaluate', 'run', 'evaluate');
      byWords = measured(repository, corpus);
      say(`${name}, keyword: ${inWords(byWords)}`);
    }
    const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
    say(`${name}: ${COMMANDS.length} commands in ${total.toFixed(1)} s`);
    return { seconds, total, hybrid, keyword: byWords };
  } finally {
    repository.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The README's steps: what the team owns is replaced. */
function makeItTheirs(repository, corpus) {
  const { folder } = repository;
  const documents = join(folder, 'data/documents');
  rmSync(documents, { recursive: true });
  mkdirSync(documents);
  corpus.write(documents);
  const questions = corpus.questions();
  const lines = list => list.map(one => `${JSON.stringify(one)}\n`).join('');
  const datasets = {};
  for (const [suite, list] of [
    ['golden', questions],
    ['smoke', questions.filter((_, i) => i % 4 === 0)],
  ]) {
    datasets[suite] = `evals/datasets/${suite}/v2.jsonl`;
    writeFileSync(join(folder, datasets[suite]), lines(list));
  }
  writeFileSync(
    join(folder, 'evals/thresholds.json'),
    JSON.stringify(thresholds(questions), undefined, 2),
  );
  const { title, audience, languages } = corpus;
  configure(repository, {
    title,
    audience,
    languages,
    refusal: Object.fromEntries(languages.map(code => [code, REFUSALS[code]])),
    disclosure: {},
    datasets,
    retriever: { kind: 'hybrid', topK: 4 },
  });
}

function configure({ folder }, entries) {
  const file = join(folder, 'chatbot.config.json');
  const given = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...given, ...entries }, undefined, 2));
}

/** Runs npm, and gives the seconds it took. What a command said is the error, where it failed. */
function runner(repository, say) {
  const { UV_CACHE_DIR } = process.env;
  return async (step, ...args) => {
    const started = performance.now();
    const child = repository.start(
      repository.folder,
      UV_CACHE_DIR ? { UV_CACHE_DIR } : {},
      'npm',
      ...args,
    );
    let said = '';
    child.stdout.on('data', text => (said += text));
    child.stderr.on('data', text => (said += text));
    const code = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const seconds = (performance.now() - started) / 1000;
    say(`  ${step}: ${seconds.toFixed(1)} s`);
    if (code !== 0) {
      throw new Error(`${step} ended with ${code}:\n${said.slice(-8_000)}`);
    }
    return seconds;
  };
}

/** What the evaluation of the golden set found, by question. */
function measured(repository, corpus) {
  const { samples } = JSON.parse(repository.read('evals/results/golden.json'));
  const byId = new Map(corpus.questions().map(one => [one.id, one]));
  const part = list => ({
    right: list.filter(isRight).length,
    of: list.length,
  });
  const isRight = ({ sampleId, scores }) =>
    byId.get(sampleId).refuse
      ? scores.refusal_accuracy === 1
      : scores.retrieval_hit_rate === 1;
  const found = samples.filter(({ sampleId }) => !byId.get(sampleId).refuse);
  const topics = Object.groupBy(found, ({ slice }) => slice);
  return {
    found: part(found),
    refused: part(samples.filter(({ sampleId }) => byId.get(sampleId).refuse)),
    answered: found.filter(({ scores }) => scores.fact_recall === 1).length,
    topics: Object.fromEntries(
      Object.entries(topics).map(([topic, list]) => [topic, part(list)]),
    ),
    failures: samples
      .filter(sample => !isRight(sample))
      .map(({ sampleId, input, output, reasons }) => {
        const { refuse, sources = [] } = byId.get(sampleId);
        return refuse
          ? `  “${input}”: expected a refusal; said “${output}”; next: say in prompts/system what is not answered, or answer it in a document`
          : `  “${input}”: expected ${sources.join(' or ')}; ${
              reasons?.retrieval_hit_rate
            } Next: write the words that people use into that passage`;
      }),
  };
}

function inWords({ found, refused, answered }) {
  return `the right passage for ${found.right} of ${found.of}, ${refused.right} of ${refused.of} refused; the offline model answered ${answered} in full`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = 'library'] = process.argv.slice(2);
  await adopt(name, {
    isIndexedBefore: name === 'products',
    keyword: ['office', 'japanese'].includes(name),
  });
}
