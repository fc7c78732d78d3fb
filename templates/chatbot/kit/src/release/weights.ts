import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BotConfig } from '../config/BotConfig.ts';

/** Holds the program that makes the weights of local embeddings. */
export const WEIGHTS_LAYER = 'layers/embeddings-local';

/** Runs npm in a repository, with its output shown. */
export function runNpm(root: string, ...args: string[]): void {
  execFileSync('npm', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

/** Sentence vectors need weights that no repository holds; those that are there already are kept. */
export function makeWeights(root: string): undefined {
  runNpm(root, 'run', '--silent', 'weights', '--workspace', WEIGHTS_LAYER);
}

/**
 * Makes the weights where a bot needs them, so that nobody has to know of them.
 *
 * @throws Error where they can't be made; what is missing was said before
 */
export function makeNeededWeights(
  root: string,
  { retriever }: Pick<BotConfig, 'retriever'>,
): void {
  const isLocal =
    retriever.kind === 'hybrid' && retriever.embeddings.provider === 'local';
  // Without the layer, opening the retriever says what to add.
  if (isLocal && existsSync(join(root, WEIGHTS_LAYER))) {
    makeWeights(root);
  }
}
