import { readFileSync } from 'node:fs';
import { readResults } from '../evals/results.ts';
import { Prompts } from '../src/prompts.ts';
import { modelVersionBundle } from './bundle.ts';
import { recentCommits } from './commits.ts';
import { portalClient } from './portal.ts';
import { readRunContext } from './runContext.ts';

/** Reports the model version and its evaluations to the portal; without one it says so and is content. */
export async function report(env: NodeJS.ProcessEnv): Promise<string> {
  const context = readRunContext(env);
  const bundle = modelVersionBundle(context, env);
  if (context.portal === undefined) {
    const missing = env.CHATBOT_PORTAL_URL ? 'CHATBOT_PORTAL_TOKEN' : 'CHATBOT_PORTAL_URL';
    return `offline: ${missing} is not set, so version ${context.version} is not reported`;
  }
  const portal = await portalClient(context.portal);
  const { version, run } = context;
  const recorded = await portal.reportModelVersion({
    version,
    bundle,
    promptTexts: Prompts.fromFolder('prompts').files().map(({ name, text }) => ({ name, text })),
    modelCard: modelCard(),
    commits: recentCommits(context.commit),
    run,
    builtAt: new Date().toISOString(),
  });
  const results = readResults();
  for (const result of results) {
    await portal.reportEvaluation({ ...result, version, digest: recorded.digest, run });
  }
  return `reported version ${version} (digest ${recorded.digest}) with ${results.length} evaluations to ${context.portal.url}`;
}

/** The card's texts, which people read before they approve. */
function modelCard(): Record<string, string> {
  const { modelCard: card = {} } = JSON.parse(readFileSync('.chatbot-portal/config.json', 'utf8')) as {
    modelCard?: Record<string, string>;
  };
  return card;
}
