import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../config/configuration.ts';
import { readDocuments } from '../corpus/openCorpus.ts';
import { Prompts } from '../answer/prompts.ts';
import { sha256 } from '../text/digest.ts';
import { ARCHIVE, ARCHIVE_PATH } from './artifacts.ts';
import type { RunContext } from './runContext.ts';

/** Everything that makes this model version what it is; the portal computes its digest from exactly this. */
export async function modelVersionBundle(
  root: string,
  { commit, repositoryId }: RunContext,
  env: NodeJS.ProcessEnv,
) {
  const { model, bot, settingsDigest } = readConfiguration(root, env);
  const { provider, name, revision, ...parameters } = model;
  const archive = readFileSync(join(root, ARCHIVE_PATH));
  return {
    source: { repositoryId, commit },
    baseModel: { provider, name, ...(revision && { revision }) },
    parameters,
    prompts: Prompts.fromFolder(join(root, 'prompts'))
      .files()
      .map(({ name, digest }) => ({ name, digest })),
    // The documents' passages are what the bot knows. The datasets that it is measured with are named by each evaluation.
    datasets: [
      {
        name: 'documents',
        revision: commit.slice(0, 12),
        digest: (await readDocuments(root, bot.documents)).snapshot.digest,
      },
    ],
    // A changed setting is a changed version: reviewers see it, and the deployed bot compares it.
    hyperparameters: { ...flat(bot.retriever), settingsDigest },
    artifacts: [
      {
        name: ARCHIVE,
        mediaType: 'application/gzip',
        digest: sha256(archive),
        size: archive.length,
      },
    ],
  };
}

/** Settings one below the other, by the names that people read: `embeddings.provider`. */
function flat(settings: object, path = ''): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flat(value, `${path}${name}.`))
        : [[`${path}${name}`, value]],
    ),
  );
}
