import { readdirSync, readFileSync } from 'node:fs';
import { readConfiguration } from '../src/configuration.ts';
import { Prompts } from '../src/prompts.ts';
import { sha256 } from '../src/text/digest.ts';
import { ARCHIVE } from './artifacts.ts';
import type { RunContext } from './runContext.ts';

/** Everything that makes this model version what it is; the portal computes its digest from exactly this. */
export function modelVersionBundle(
  { commit, repositoryId }: RunContext,
  env: NodeJS.ProcessEnv,
) {
  const { model, retrieval } = readConfiguration('.', env);
  const { provider, name, revision, ...parameters } = model;
  const archive = readFileSync('dist/chatbot.tgz');
  return {
    source: { repositoryId, commit },
    baseModel: { provider, name, ...(revision && { revision }) },
    parameters,
    prompts: Prompts.fromFolder('prompts')
      .files()
      .map(({ name, digest }) => ({ name, digest })),
    // The documents are what the bot knows. The datasets that it is measured with are named by each evaluation.
    datasets: [
      {
        name: 'documents',
        revision: commit.slice(0, 12),
        digest: folderDigest('data/documents'),
      },
    ],
    hyperparameters: retrieval,
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

/** One digest over a folder's files: over the sorted lines of digest and name, as `sha256sum` prints them. */
export function folderDigest(folder: string): string {
  const lines = readdirSync(folder)
    .sort()
    .map(file => `${sha256(readFileSync(`${folder}/${file}`))}  ${file}\n`);
  return sha256(lines.join(''));
}
