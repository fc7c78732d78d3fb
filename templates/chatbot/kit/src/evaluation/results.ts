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

/** The results of all suites that ran. */
export function readResults(root: string): EvaluationResult[] {
  return SUITES.map((suite: SuiteName) => join(root, resultPath(suite)))
    .filter(path => existsSync(path))
    .map(path => JSON.parse(readFileSync(path, 'utf8')) as EvaluationResult);
}
