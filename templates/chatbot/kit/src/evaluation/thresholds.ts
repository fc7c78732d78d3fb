import { join } from 'node:path';
import * as z from 'zod';
import { readJsonFile } from '../text/readText.ts';
import type { EvaluationResult } from './evaluate.ts';

const Bounds = z.record(
  z.string(),
  z.union([
    z.strictObject({ min: z.number() }),
    z.strictObject({ max: z.number() }),
  ]),
);
const Thresholds = z.record(
  z.string(),
  z.strictObject({
    /** Bounds whatever the judge. */
    any: Bounds,
    /** Bounds on what only that kind of judge measures. */
    'stand-in': Bounds.optional(),
    llm: Bounds.optional(),
  }),
);

/** Bounds by suite, kind of judge and metric. */
export type Thresholds = z.infer<typeof Thresholds>;

/** One bound, compared. */
export interface Verdict {
  suite: string;
  metric: string;
  passed: boolean;
  expected: string;
  actual: string;
}

/** Reads `evals/thresholds.json` below a folder. */
export function readThresholds(root: string): Thresholds {
  return Thresholds.parse(readJsonFile(join(root, 'evals/thresholds.json')));
}

/** Compares results with the bounds. A metric or suite that was not measured fails: missing evidence is not a pass. */
export function judgeResults(
  thresholds: Thresholds,
  results: Pick<EvaluationResult, 'suite' | 'metrics' | 'judge'>[],
): Verdict[] {
  return Object.entries(thresholds).flatMap(([suite, { any, ...byJudge }]) => {
    const result = results.find(candidate => candidate.suite === suite);
    // Without a result there is no judge either; then the offline judge's bounds show what is missing.
    const kind = result?.judge.kind === 'llm' ? 'llm' : 'stand-in';
    return Object.entries({ ...any, ...byJudge[kind] }).map(
      ([metric, bound]) => {
        const value = result?.metrics.find(
          ({ name }) => name === metric,
        )?.value;
        const [passed, expected] =
          'min' in bound
            ? [
                value !== undefined && value >= bound.min,
                `at least ${bound.min}`,
              ]
            : [
                value !== undefined && value <= bound.max,
                `at most ${bound.max}`,
              ];
        return {
          suite,
          metric,
          passed,
          expected,
          actual: value === undefined ? 'not measured' : String(value),
        };
      },
    );
  });
}

/** The verdicts as lines for a person, failures last so that they are seen. */
export function describeVerdicts(verdicts: Verdict[]): string {
  return [...verdicts]
    .sort((a, b) => Number(b.passed) - Number(a.passed))
    .map(({ suite, metric, passed, expected, actual }) => {
      return `${
        passed ? 'pass' : 'FAIL'
      }  ${suite}/${metric}: ${actual} (${expected})`;
    })
    .join('\n');
}
