import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUITES, type SuiteName } from './dataset.ts';
import type { EvaluationResult } from './evaluate.ts';

const FOLDER = join(import.meta.dirname, 'results');

/** Where a suite's results are written. */
export function resultPath(suite: string, folder = FOLDER): string {
  return join(folder, `${suite}.json`);
}

/** Writes a suite's results and returns the path. */
export function writeResult(result: EvaluationResult, folder = FOLDER): string {
  mkdirSync(folder, { recursive: true });
  const path = resultPath(result.suite, folder);
  writeFileSync(path, `${JSON.stringify(result, undefined, 2)}\n`);
  return path;
}

/** The results of all suites that ran. */
export function readResults(folder = FOLDER): EvaluationResult[] {
  return SUITES.filter((suite: SuiteName) =>
    existsSync(resultPath(suite, folder)),
  ).map(
    suite =>
      JSON.parse(
        readFileSync(resultPath(suite, folder), 'utf8'),
      ) as EvaluationResult,
  );
}
