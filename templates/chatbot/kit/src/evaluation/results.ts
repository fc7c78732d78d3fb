import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SUITES, type SuiteName } from './dataset.ts';
import type { EvaluationResult } from './evaluate.ts';

/** Where a suite's results are written, below the repository. */
export function resultPath(suite: string): string {
  return `evals/results/${suite}.json`;
}

/** Writes a suite's results and returns the path. */
export function writeResult(root: string, result: EvaluationResult): string {
  const path = resultPath(result.suite);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${JSON.stringify(result, undefined, 2)}\n`);
  return path;
}

/** The last result of a suite, where it ran. */
export function readResult(
  root: string,
  suite: SuiteName,
): EvaluationResult | undefined {
  const path = join(root, resultPath(suite));
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as EvaluationResult)
    : undefined;
}

/** The results of all suites that ran. */
export function readResults(root: string): EvaluationResult[] {
  return SUITES.flatMap(suite => readResult(root, suite) ?? []);
}

/**
 * The results as evidence about the archive.
 *
 * @throws Error where the working copy gave some of the answers
 */
export function readEvidence(root: string): EvaluationResult[] {
  const results = readResults(root);
  const other = results.find(({ workingCopy }) => workingCopy);
  if (other !== undefined) {
    throw new Error(
      `${resultPath(
        other.suite,
      )} was measured on the working copy and says nothing about the archive: run npm run evaluate`,
    );
  }
  return results;
}
