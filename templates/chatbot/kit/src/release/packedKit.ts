import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '../text/readText.ts';

const NAME = '@chatbot-portal/chatbot-kit';

interface Lock {
  packages: Record<string, { resolved?: string; integrity?: string }>;
}

/**
 * What is wrong with the packed kit of a repository, if anything is: the lock file has to pin the file that is there. npm does not look:
 * it takes a file that it installed once from its cache, by the digest in the lock file, and never reads the changed one.
 */
export function packedKitProblem(root: string): string | undefined {
  const { packages } = readJsonFile(join(root, 'package-lock.json')) as Lock;
  const { resolved = '', integrity } = packages[`node_modules/${NAME}`] ?? {};
  const file = /^file:(.+\.tgz)$/.exec(resolved)?.[1];
  if (file === undefined) {
    // Published, or written out: npm and git say what it is.
    return undefined;
  }
  if (!existsSync(join(root, file))) {
    return `${file} is missing, which package-lock.json names`;
  }
  const digest = createHash('sha512')
    .update(readFileSync(join(root, file)))
    .digest('base64');
  return integrity === `sha512-${digest}`
    ? undefined
    : `${file} is not the file that package-lock.json pins: put the right file back, or run npm install ./${file} if it was changed on purpose`;
}
