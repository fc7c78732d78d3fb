import { join } from 'node:path';
import * as z from 'zod';
import { createPortalClient } from '../../portal/report.mjs';
import { readEvidence } from '../evaluation/results.ts';
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
  const results = readEvidence(root);
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
  for (const result of results) {
    // The bot's own problems stand in the log: the portal takes metrics and samples.
    const reported = { ...result };
    delete reported.problems;
    await portal.reportEvaluation({ ...reported, version, digest });
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
