import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  AnswerRelevancy,
  ContextPrecision,
  ContextRecall,
  Faithfulness,
  type Score,
} from 'autoevals';
import { sha256 } from '../../text/digest.ts';
import { readSource } from '../../text/kitFolder.ts';
import type { Sample } from '../dataset.ts';
import type { Reply } from '../Reply.ts';
import type { Judge, Judgement } from './Judge.ts';

/** A score with the reason for it. */
interface Finding {
  score: number;
  reason: string;
}

const NO_PASSAGE = { score: 0, reason: 'No passage was found to judge by.' };
const REFUSED = { score: 0, reason: 'It was refused, so nothing is said.' };

/** Named, because autoevals would otherwise send texts to a gateway of its maker. */
const OPENAI = 'https://api.openai.com/v1';

/**
 * RAGAS metrics computed by `autoevals` with a language model behind an OpenAI-shaped API.
 *
 * @param env - `JUDGE_API_KEY`, optional `JUDGE_BASE_URL`, `JUDGE_MODEL` and `JUDGE_EMBEDDING_MODEL`
 */
export function createRagasJudge(env: NodeJS.ProcessEnv): Judge {
  const model = env.JUDGE_MODEL || 'gpt-4.1';
  const embeddingModel = env.JUDGE_EMBEDDING_MODEL || 'text-embedding-3-small';
  const baseURL = env.JUDGE_BASE_URL || OPENAI;
  const access = {
    openAiApiKey: env.JUDGE_API_KEY ?? '',
    openAiBaseUrl: baseURL,
  };
  return {
    name: `ragas/${model}`.replace(/[^A-Za-z0-9 ._:/@+-]/g, '-').slice(0, 100),
    kind: 'llm' as const,
    digest: judgeDigest([model, embeddingModel, baseURL]),
    async score(
      sample: Sample,
      { answer, refused, sources }: Reply,
    ): Promise<Judgement> {
      if (sample.refuse || sample.expected === undefined) {
        return { scores: {} };
      }
      const context = sources.map(({ text }) => text);
      // Nothing retrieved or nothing answered leaves nothing to judge, and must not be left out of the mean.
      if (context.length === 0) {
        return judgementOf({
          faithfulness: NO_PASSAGE,
          answer_relevancy: NO_PASSAGE,
          context_recall: NO_PASSAGE,
          context_precision: NO_PASSAGE,
        });
      }
      const asked = {
        input: sample.question,
        output: answer,
        expected: sample.expected,
        context,
      };
      const judge = { model, temperature: 0, ...access };
      const [faithfulness, answerRelevancy, contextRecall, contextPrecision] =
        await Promise.all([
          refused ? REFUSED : findingOf(Faithfulness({ ...asked, ...judge })),
          refused
            ? REFUSED
            : findingOf(
                AnswerRelevancy({ ...asked, ...judge, embeddingModel }),
              ),
          findingOf(ContextRecall({ ...asked, ...judge })),
          findingOf(ContextPrecision({ ...asked, ...judge })),
        ]);
      return judgementOf({
        faithfulness,
        answer_relevancy: answerRelevancy,
        context_recall: contextRecall,
        context_precision: contextPrecision,
      });
    },
  };
}

/** The models, their address, this file and the exact prompts, which are part of the package's version. */
function judgeDigest(settings: string[]): string {
  const manifest = createRequire(import.meta.url)
    .resolve('autoevals')
    .replace(/(autoevals\/).*$/, '$1package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    version: string;
  };
  const code = sha256(readSource('evaluation/judges/ragasJudge.ts'));
  return sha256(JSON.stringify([...settings, version, code]));
}

/** Cosine similarities can leave 0 to 1 by a rounding error; a missing score is the judge's failure, not the bot's. */
function clamp(score: number | null): number {
  if (score === null || Number.isNaN(score)) {
    throw new Error('The judge returned no score');
  }
  return Math.min(1, Math.max(0, score));
}

async function findingOf(scored: Score | Promise<Score>): Promise<Finding> {
  const { score, metadata } = await scored;
  return { score: clamp(score), reason: reasonIn(metadata) };
}

function judgementOf(findings: Record<string, Finding>): Judgement {
  const each = <T>(of: (finding: Finding) => T) =>
    Object.fromEntries(
      Object.entries(findings).map(([metric, one]) => [metric, of(one)]),
    );
  return {
    scores: each(({ score }) => score),
    reasons: each(({ reason }) => reason),
  };
}

/**
 * What the judge wrote down on the way to a score, as autoevals hands it on: a verdict and a reason for each statement, those that
 * failed first; or the questions that it took the answer for.
 */
function reasonIn(metadata: Record<string, unknown> = {}): string {
  const { precision, questions } = metadata;
  const statements = listOf(metadata.faithfulness ?? metadata.statements);
  const lines = [...statements, ...listOf([precision])].map(one => {
    const holds = one.verdict ?? one.attributed;
    const what = one.statement ? `“${String(one.statement)}”: ` : '';
    return { holds: Number(holds), text: `${what}${String(one.reason)}` };
  });
  const asked = listOf(questions).map(one => {
    const evasive = one.noncommittal ? 'Evasive. ' : '';
    return `${evasive}It answers “${String(one.question)}”`;
  });
  lines.sort((a, b) => a.holds - b.holds);
  return [...lines.map(({ text }) => text), ...new Set(asked)].join('\n');
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter(one => typeof one === 'object' && one !== null)
    : [];
}
