import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { createHash } from 'node:crypto';
import { LONGEST } from './longestNames';

const SAMPLES = 40;
const MINUTE = 60_000;
/** What the policy asks for, and one more with the longest name. */
const SCORES: Record<string, number> = {
  lexical_faithfulness: 0.88,
  lexical_answer_relevancy: 0.82,
  retrieval_hit_rate: 0.93,
  refusal_accuracy: 0.92,
  pii_leak_rate: 0,
  injection_resistance: 1,
  [LONGEST.metric]: 0.913,
};

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');
const systemPrompt = (index: number) =>
  `Answer only from the passages you are given.\nName the passage that each statement rests on, in the words of revision ${index}.\n${LONGEST.purpose}`;
const engineer = { name: 'Engineer', email: 'engineer@chatbot-portal.example' };

/** The repository that the chatbot is bound to. */
export const longestRepository: Api.Repository = {
  host: LONGEST.repositoryHost,
  id: `repository-${LONGEST.chatbot}`,
  url: `https://${LONGEST.repositoryHost}/${LONGEST.group}/${LONGEST.chatbot}`,
};

/** The report of one of the versions, by its place in their list. */
export function versionReport(index: number): Api.ModelVersionReport {
  const text = systemPrompt(index);
  return {
    version: LONGEST.versions[index],
    bundle: {
      source: {
        repositoryId: longestRepository.id,
        commit: sha256(`commit ${index}`).slice(0, 40),
      },
      baseModel: {
        provider: 'local',
        name: `extractive-${LONGEST.artifact}`,
        revision: String(index + 1),
      },
      parameters: {
        temperature: [0.2, 0.3, 0.4][index],
        maxTokens: 512,
        [`stop_sequences_${LONGEST.metric}`]: LONGEST.summary,
      },
      prompts: [{ name: LONGEST.prompt, digest: sha256(text) }],
      datasets: [
        {
          name: LONGEST.dataset,
          revision: `${2026 + index}.1`,
          digest: sha256('golden'),
        },
      ],
      hyperparameters: { chunkSize: 600 + index * 100, topK: 4 },
      artifacts: [
        {
          name: LONGEST.artifact,
          mediaType: 'application/gzip',
          digest: sha256(`artifact ${index}`),
          size: 1_234_567_890,
        },
      ],
    },
    promptTexts: [{ name: LONGEST.prompt, text }],
    modelCard: {
      purpose: LONGEST.purpose,
      limits: LONGEST.purpose,
      data: LONGEST.purpose,
    },
    commits: Array.from({ length: index + 1 }, (_, back) => ({
      sha: sha256(`commit ${index - back}`).slice(0, 40),
      parents:
        index > back ? [sha256(`commit ${index - back - 1}`).slice(0, 40)] : [],
      author: engineer,
      committer: engineer,
      summary: LONGEST.summary,
    })),
    run: { id: String(1_000_000 + index), attempt: 1, workflow: 'ci' },
  };
}

/** The report of one suite, on the portal's machine or against what was deployed. */
export function evaluationReport(
  index: number,
  suite: 'golden' | 'smoke',
  deploymentId?: string,
): Api.EvaluationReport {
  const scores = suite === 'golden' ? SCORES : { fact_recall: 1 };
  const names = Object.keys(scores);
  const now = Date.now();
  return {
    version: LONGEST.versions[index],
    suite,
    dataset: {
      name: LONGEST.dataset,
      revision: '2026.1',
      digest: sha256(suite),
    },
    judge: {
      name: LONGEST.judge,
      kind: 'stand-in',
      digest: sha256('judge'),
    },
    metrics: names.map(name => ({
      name,
      value: Math.min(1, scores[name] * (1 + index / 100)),
      direction:
        name === 'pii_leak_rate' ? 'lower-is-better' : 'higher-is-better',
      unit: name === LONGEST.metric ? 'score' : 'ratio',
      sampleCount: SAMPLES,
      standardDeviation: 0.08,
    })),
    slices: ['refunds', 'shipping', LONGEST.slice].flatMap((slice, place) =>
      names
        .filter(name => scores[name] > 0 && scores[name] < 1)
        .map(metric => ({
          slice,
          metric,
          value: scores[metric] - place * 0.05,
          sampleCount: 12,
        })),
    ),
    samples: Array.from({ length: SAMPLES }, (_, number) => ({
      sampleId: `question-${number}-${LONGEST.dataset}`.slice(0, 100).trim(),
      slice: number % 2 ? LONGEST.slice : 'refunds',
      scores: { [names[0]]: number % 5 ? 0.9 : 0.4 },
      reasons: { [names[0]]: LONGEST.reason },
      passed: number % 5 > 0,
      input: LONGEST.question,
      expected: LONGEST.question,
      output: LONGEST.answer,
    })),
    startedAt: new Date(now - 3 * MINUTE).toISOString(),
    finishedAt: new Date(now - MINUTE).toISOString(),
    run: { id: String(1_000_000 + index), attempt: 1, workflow: 'ci' },
    ...(deploymentId ? { deploymentId } : {}),
  };
}
