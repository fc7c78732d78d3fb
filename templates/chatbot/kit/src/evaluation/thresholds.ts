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
    /** Bounds by slice, for example `kind:unanswerable`; `topic:*` is each topic. */
    slices: z.record(z.string(), Bounds).optional(),
  }),
);

/** Bounds by suite, kind of judge and metric. */
export type Thresholds = z.infer<typeof Thresholds>;

/** One bound, compared. */
export interface Verdict {
  suite: string;
  /** The slice that was compared, where it is not the whole suite. */
  slice?: string;
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
  results: Pick<EvaluationResult, 'suite' | 'metrics' | 'slices' | 'judge'>[],
): Verdict[] {
  return Object.entries(thresholds).flatMap(
    ([suite, { any, slices = {}, ...byJudge }]) => {
      const result = results.find(candidate => candidate.suite === suite);
      // Without a result there is no judge either; then the offline judge's bounds show what is missing.
      const kind = result?.judge.kind === 'llm' ? 'llm' : 'stand-in';
      const whole = Object.entries({ ...any, ...byJudge[kind] }).map(
        ([metric, bound]) => {
          const value = result?.metrics.find(
            ({ name }) => name === metric,
          )?.value;
          return { suite, metric, ...compared(bound, value) };
        },
      );
      return [
        ...whole,
        ...Object.entries(slices).flatMap(([pattern, bounds]) =>
          judgeSlices({ suite, pattern, bounds }, result?.slices ?? []),
        ),
      ];
    },
  );
}

type Bound = z.infer<typeof Bounds>[string];
type Slices = EvaluationResult['slices'];

/** A slice that is named must be there; of a pattern, those that are. */
function judgeSlices(
  asked: { suite: string; pattern: string; bounds: Record<string, Bound> },
  slices: Slices,
): Verdict[] {
  const { suite, pattern, bounds } = asked;
  const matches = pattern.endsWith('*')
    ? ({ slice }: Slices[number]) => slice.startsWith(pattern.slice(0, -1))
    : ({ slice }: Slices[number]) => slice === pattern;
  return Object.entries(bounds).flatMap(([metric, bound]): Verdict[] => {
    const found = slices.filter(one => one.metric === metric && matches(one));
    return found.length === 0
      ? [{ suite, slice: pattern, metric, ...compared(bound, undefined) }]
      : found.map(({ slice, value, sampleCount }) => ({
          suite,
          slice,
          metric,
          ...compared(bound, value, sampleCount),
        }));
  });
}

/** A slice may be small: one sample that is wrong turns none red. */
function compared(
  bound: Bound,
  value: number | undefined,
  sampleCount = Infinity,
): Pick<Verdict, 'passed' | 'expected' | 'actual'> {
  const [missed, expected] =
    'min' in bound
      ? [bound.min - (value ?? 0), `at least ${bound.min}`]
      : [(value ?? 0) - bound.max, `at most ${bound.max}`];
  const wrong = 'min' in bound ? 1 - (value ?? 0) : value ?? 0;
  const isOne = sampleCount !== Infinity && wrong * sampleCount < 1.001;
  return {
    passed: value !== undefined && (missed <= 0 || isOne),
    expected,
    actual:
      value === undefined
        ? 'not measured'
        : `${value}${
            sampleCount === Infinity ? '' : ` of ${sampleCount} samples`
          }`,
  };
}

/** The verdicts as lines for a person, failures last so that they are seen. */
export function describeVerdicts(verdicts: Verdict[]): string {
  return [...verdicts]
    .sort((a, b) => Number(b.passed) - Number(a.passed))
    .map(({ suite, slice, metric, passed, expected, actual }) => {
      const name = [suite, slice, metric].filter(Boolean).join('/');
      return `${passed ? 'pass' : 'FAIL'}  ${name}: ${actual} (${expected})`;
    })
    .join('\n');
}
