import type { Judge } from './Judge.ts';
import { createLexicalJudge } from './lexicalJudge.ts';

/**
 * The language model judge when a key for it is set, otherwise the stand-in.
 *
 * @throws Error when a key is set and the judge's layer is missing: a stand-in must not slip in for a real judge
 */
export async function createJudge(env: NodeJS.ProcessEnv): Promise<Judge> {
  if (!env.JUDGE_API_KEY) {
    return createLexicalJudge();
  }
  try {
    const { createRagasJudge } = await import('./ragasJudge.ts');
    return createRagasJudge(env);
  } catch (error) {
    throw new Error(
      'JUDGE_API_KEY is set, but autoevals is not installed: add the layer layers/judge-ragas and run npm ci',
      { cause: error },
    );
  }
}
