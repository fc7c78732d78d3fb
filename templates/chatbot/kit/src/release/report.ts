import { join } from 'node:path';
import * as z from 'zod';
import { createPortalClient } from '../../portal/report.mjs';
import { readResults } from '../evaluation/results.ts';
import { Prompts } from '../answer/prompts.ts';
import { readJsonFile } from '../text/readText.ts';
import { modelVersionBundle } from './bundle.ts';
import { recentCommits } from './commits.ts';
import { readRunContext } from './runContext.ts';

const Recorded = z.object({ digest: z.string() });

/** Reports the model version and its evaluations to the portal; without one it says so and is content. */
export async function report(
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const context = readRunContext(root, env);
  const bundle = await modelVersionBundle(root, context, env);
  if (context.portalUrl === undefined) {
    const missing = env.CHATBOT_PORTAL_URL
      ? 'CHATBOT_PORTAL_TOKEN'
      : 'CHATBOT_PORTAL_URL';
    return `offline: ${missing} is not set, so version ${context.version} is not reported`;
  }
  const portal = createPortalClient({ url: context.portalUrl });
  const { version } = context;
  const recorded = await portal.reportModelVersion({
    version,
    bundle,
    promptTexts: Prompts.fromFolder(join(root, 'prompts'))
      .files()
      .map(({ name, text }) => ({ name, text })),
    modelCard: modelCard(root),
    commits: recentCommits(context.commit, root),
    builtAt: new Date().toISOString(),
  });
  const { digest } = Recorded.parse(recorded);
  const results = readResults(root);
  for (const result of results) {
    await portal.reportEvaluation({ ...result, version, digest });
  }
  return `reported version ${version} (digest ${digest}) with ${results.length} evaluations to ${context.portalUrl}`;
}

/** The card's texts, which people read before they approve. */
function modelCard(root: string): Record<string, string> {
  const { modelCard: card = {} } = readJsonFile(
    join(root, '.chatbot-portal/config.json'),
  ) as {
    modelCard?: Record<string, string>;
  };
  return card;
}
