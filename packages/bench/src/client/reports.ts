import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ModelVersionBundle,
  modelVersionDigest,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createHash } from 'node:crypto';

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

const PERSON = { name: 'Engineer', email: 'engineer@chatbot-portal.example' };
const QUESTIONS = 20;

/** The repository that a bench's chatbot is bound to. */
export function repositoryId(chatbot: string): string {
  return `repository-of-${chatbot}`;
}

/** A registration by the engineer. */
export function registration(chatbot: string): Api.ChatbotRegistration {
  return {
    name: chatbot,
    title: `Chatbot ${chatbot}`,
    purpose: 'Answers questions while somebody counts the milliseconds.',
    owner: 'group:default/chatbot-team',
    riskClass: 'limited',
    repository: {
      host: 'git.chatbot-portal.example',
      id: repositoryId(chatbot),
      ownerId: '7',
      url: `https://git.chatbot-portal.example/chatbots/${chatbot}`,
    },
  };
}

/** What the template's pipeline reports of the n-th version: three prompts, two datasets, five commits. */
export function versionReport(
  chatbot: string,
  n: number,
): Api.ModelVersionReport {
  const commit = digestOf(`${chatbot} ${n}`).slice(0, 40);
  const promptTexts = ['system.md', 'answer.md', 'refuse.md'].map(name => ({
    name,
    text: `Prompt ${name} of ${chatbot}. ${'Answer from passages. '.repeat(9)}`,
  }));
  const bundle: ModelVersionBundle = {
    source: { repositoryId: repositoryId(chatbot), commit },
    baseModel: { provider: 'local', name: 'extractive', revision: '1' },
    parameters: { temperature: 0.2, topP: 0.9 },
    prompts: promptTexts.map(({ name, text }) => ({
      name,
      digest: digestOf(text),
    })),
    datasets: ['golden', 'knowledge'].map(name => ({
      name,
      revision: '3',
      digest: digestOf(name),
    })),
    hyperparameters: { chunkSize: 512, overlap: 64, topK: 4 },
    artifacts: [
      {
        name: 'bot.tgz',
        mediaType: 'application/gzip',
        digest: digestOf(`archive of ${commit}`),
        size: 1_234_567,
      },
    ],
  };
  return {
    version: `1.0.${n}-${commit.slice(0, 7)}-${n}`,
    digest: modelVersionDigest(bundle, sha256),
    bundle,
    promptTexts,
    run: { id: String(n), attempt: 1, workflow: 'ci', ref: 'refs/heads/main' },
    commits: Array.from({ length: 5 }, (_, i) => ({
      sha: i === 0 ? commit : digestOf(`${commit} ${i}`).slice(0, 40),
      author: PERSON,
      committer: PERSON,
      summary: 'Answer from passages and say so when there are none',
    })),
  };
}

/** What it reports of the version's evaluation: four metrics over twenty questions. */
export function evaluationReport(
  version: string,
  now: Date,
): Api.EvaluationReport {
  const metrics = [
    'lexical_faithfulness',
    'lexical_answer_relevancy',
    'retrieval_hit_rate',
    'refusal_accuracy',
  ];
  return {
    version,
    suite: 'golden',
    dataset: { name: 'golden', revision: '3', digest: digestOf('golden') },
    judge: {
      name: 'exact-match',
      kind: 'deterministic',
      digest: digestOf('exact-match'),
    },
    metrics: metrics.map(name => ({
      name,
      value: 0.8,
      direction: 'higher-is-better',
      unit: 'ratio',
      sampleCount: QUESTIONS,
    })),
    samples: Array.from({ length: QUESTIONS }, (_, i) => ({
      sampleId: `q${i}`,
      slice: i % 2 === 0 ? 'refunds' : 'delivery',
      scores: Object.fromEntries(metrics.map(name => [name, 0.8])),
      passed: true,
      input: `Question ${i}: how long does it take?`,
    })),
    startedAt: new Date(now.getTime() - 60_000).toISOString(),
    finishedAt: now.toISOString(),
    run: { id: version, attempt: 1 },
  };
}
