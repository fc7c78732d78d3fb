import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { DemoChatbot, DemoVersion } from './demoChatbots';

const SAMPLES = 40;
/** As many as a chatbot has topics, whose names `inWordsOf` puts in their place. */
const SLICES = ['first', 'second', 'third', 'fourth'];
const MINUTE = 60_000;

/** The repository that an example chatbot is bound to. */
export function demoRepository(chatbot: string): Api.Repository {
  return {
    host: 'example.invalid',
    id: `demo-${chatbot}`,
    url: `https://example.invalid/chatbot-team/${chatbot}`,
  };
}

/** The report that a version's pipeline would have sent. */
export function demoVersionReport(
  chatbot: DemoChatbot,
  version: DemoVersion,
): Api.ModelVersionReport {
  const commit = (name: string) =>
    sha256Text(`${chatbot.name} ${name}`).slice(0, 40);
  const engineer = {
    name: 'Engineer',
    email: 'engineer@chatbot-portal.example',
  };
  // Newest first, back to the first version: the portal finds what lies between two of them.
  const history = chatbot.versions
    .slice(0, chatbot.versions.indexOf(version) + 1)
    .reverse();
  return {
    version: version.version,
    bundle: {
      source: {
        repositoryId: demoRepository(chatbot.name).id,
        commit: commit(version.version),
      },
      baseModel: { provider: 'local', name: 'extractive', revision: '1' },
      parameters: { temperature: version.temperature, maxTokens: 512 },
      prompts: [{ name: 'system.md', digest: sha256Text(version.prompt) }],
      datasets: [
        {
          name: 'golden',
          revision: version.dataset,
          digest: sha256Text(`golden ${version.dataset}`),
        },
      ],
      hyperparameters: { chunkSize: 600, topK: 4 },
      artifacts: [
        {
          name: 'chatbot.tgz',
          mediaType: 'application/gzip',
          digest: sha256Text(`archive of ${chatbot.name} ${version.version}`),
          size: 182_044,
        },
      ],
    },
    promptTexts: [{ name: 'system.md', text: version.prompt }],
    modelCard: {
      purpose: chatbot.purpose,
      limits: 'Answers in English. Knows nothing that is not in its documents.',
      data: 'The public help pages of the example company.',
    },
    commits: history.map((one, index) => ({
      sha: commit(one.version),
      parents: history
        .slice(index + 1, index + 2)
        .map(parent => commit(parent.version)),
      author: engineer,
      committer: engineer,
      summary: index === 0 ? 'Tune the prompt' : `Release ${one.version}`,
    })),
    run: demoRun(version),
  };
}

/** The run that reported a version. */
export function demoRun(version: DemoVersion): Api.PipelineRun {
  return {
    id: version.version.split('-').at(-1) ?? '1',
    attempt: 1,
    workflow: 'ci',
    ref: 'refs/heads/main',
  };
}

/** The report of one suite at an instant. Scores of samples scatter around the value, the same way each time, and their mean is the value. */
export function demoEvaluation(
  version: DemoVersion,
  suite: 'golden' | 'smoke',
  at: Date,
  deploymentId?: string,
): Api.EvaluationReport {
  const scores = suite === 'golden' ? version.scores : { fact_recall: 1 };
  const names = Object.keys(scores);
  const [sampled] = names;
  const values = sampleScores(
    scores[sampled],
    suite === 'golden' ? version.version : '',
  );
  const spread = { [sampled]: deviationOf(values) };
  return {
    version: version.version,
    suite,
    dataset: {
      name: suite,
      revision: suite === 'golden' ? version.dataset : '1',
      digest: sha256Text(
        suite === 'golden' ? `golden ${version.dataset}` : 'smoke 1',
      ),
    },
    judge: {
      name: 'lexical',
      kind: 'stand-in',
      digest: sha256Text('lexical judge 1'),
    },
    metrics:
      suite === 'golden'
        ? [...sharesOf(scores, spread), latencyOf(version)]
        : sharesOf(scores, spread),
    slices: names.flatMap(metric =>
      suite === 'golden' && scores[metric] > 0 && scores[metric] < 1
        ? SLICES.map((slice, index) => ({
            slice,
            metric,
            value: sliceScore(scores[metric], index),
            sampleCount: SAMPLES / SLICES.length,
          }))
        : [],
    ),
    samples: Array.from({ length: SAMPLES }, (_, index) => {
      const score = values[index];
      return {
        sampleId: `q-${String(index + 1).padStart(3, '0')}`,
        slice: SLICES[index % SLICES.length],
        scores: { [sampled]: score },
        passed: score >= 0.7,
      };
    }),
    startedAt: new Date(at.getTime() - 3 * MINUTE).toISOString(),
    finishedAt: new Date(at.getTime() - MINUTE).toISOString(),
    run: demoRun(version),
    ...(deploymentId ? { deploymentId } : {}),
  };
}

function sharesOf(
  scores: Record<string, number>,
  spread: Record<string, number>,
): Api.Metric[] {
  return Object.entries(scores).map(([name, value]) => ({
    name,
    value,
    direction: ['pii_leak_rate', 'unscored_rate'].includes(name)
      ? 'lower-is-better'
      : 'higher-is-better',
    unit: 'ratio',
    sampleCount: SAMPLES,
    // All or none of the samples: nothing to spread.
    standardDeviation: spread[name] ?? (value % 1 === 0 ? 0 : 0.08),
  }));
}

/** A longer prompt takes longer to read. */
function latencyOf({ prompt }: DemoVersion): Api.Metric {
  return {
    name: 'latency_p95_ms',
    value: 380 + prompt.length,
    direction: 'lower-is-better',
    unit: 'ms',
    sampleCount: SAMPLES,
  };
}

/** What one slice has of a metric: evenly around the whole, so that their mean is the whole. */
function sliceScore(whole: number, slice: number): number {
  return thousandths(whole + (slice - 1.5) * 2 * stepAround(whole, 0.015, 3));
}

/**
 * Scores of single samples that lie around the metric, and whose means, of all and of each slice, are what is reported. Each version has its
 * own good and bad questions.
 */
function sampleScores(whole: number, seed: string): number[] {
  const shift = Number.parseInt(sha256Text(seed).slice(0, 6), 16);
  return Array.from({ length: SAMPLES }, (_, index) => {
    const slice = index % SLICES.length;
    const middle = sliceScore(whole, slice);
    const place = (Math.floor(index / SLICES.length) * 3 + shift) % 10;
    // Ten places around the middle: five below, and each as far above.
    const steps = place < 5 ? place - 5 : place - 4;
    return thousandths(middle + steps * stepAround(middle, 0.03, 5));
  });
}

/** The largest step up to `most` of which `times` to either side stay between 0 and 1, in thousandths. */
function stepAround(middle: number, most: number, times: number): number {
  const step = Math.min(most, Math.min(middle, 1 - middle) / times);
  return Math.floor(step * 1000 + 1e-6) / 1000;
}

/** With n − 1 in the denominator. */
function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.map(value => (value - mean) ** 2);
  return thousandths(
    Math.sqrt(
      squares.reduce((sum, value) => sum + value, 0) / (values.length - 1),
    ),
  );
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
