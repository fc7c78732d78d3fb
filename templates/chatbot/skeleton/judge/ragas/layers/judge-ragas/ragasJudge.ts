import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  AnswerRelevancy,
  ContextPrecision,
  ContextRecall,
  Faithfulness,
} from 'autoevals';

interface Sample {
  question: string;
  expected?: string | undefined;
  refuse: boolean;
}

interface Reply {
  answer: string;
  refused: boolean;
  sources: { text: string }[];
}

/** Named, because autoevals would otherwise send texts to a gateway of its maker. */
const OPENAI = 'https://api.openai.com/v1';

/**
 * RAGAS metrics computed by `autoevals` with a language model behind an OpenAI-shaped API.
 *
 * @param env - `JUDGE_API_KEY`, optional `JUDGE_BASE_URL`, `JUDGE_MODEL` and `JUDGE_EMBEDDING_MODEL`
 */
export function createRagasJudge(env: NodeJS.ProcessEnv) {
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
    ): Promise<Record<string, number>> {
      if (sample.refuse || sample.expected === undefined) {
        return {};
      }
      const context = sources.map(({ text }) => text);
      // Nothing retrieved or nothing answered leaves nothing to judge, and must not be left out of the mean.
      if (context.length === 0) {
        return {
          faithfulness: 0,
          answer_relevancy: 0,
          context_recall: 0,
          context_precision: 0,
        };
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
          refused ? { score: 0 } : Faithfulness({ ...asked, ...judge }),
          refused
            ? { score: 0 }
            : AnswerRelevancy({ ...asked, ...judge, embeddingModel }),
          ContextRecall({ ...asked, ...judge }),
          ContextPrecision({ ...asked, ...judge }),
        ]);
      return {
        faithfulness: clamp(faithfulness.score),
        answer_relevancy: clamp(answerRelevancy.score),
        context_recall: clamp(contextRecall.score),
        context_precision: clamp(contextPrecision.score),
      };
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
  const code = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  return createHash('sha256')
    .update(JSON.stringify([...settings, version, code]))
    .digest('hex');
}

/** Cosine similarities can leave 0 to 1 by a rounding error; a missing score is the judge's failure, not the bot's. */
function clamp(score: number | null): number {
  if (score === null || Number.isNaN(score)) {
    throw new Error('The judge returned no score');
  }
  return Math.min(1, Math.max(0, score));
}
