import { findFaults, formatPath, type Fault, type Path } from './findFaults';
import { evaluationSchema, IN_PARTS } from './generated/evaluationSchema';
import { PipelineError } from './PipelineError';
import { isJsonObject } from './readJson';

/**
 * What a report of an evaluation may hold, from the API description of the portal. Lengths count code points.
 *
 * @public
 */
export const reportLimits = {
  /** Samples of one evaluation. */
  samples: IN_PARTS.samples,
  /** Slices of one evaluation: a topic has one for each metric. */
  slices: IN_PARTS.slices,
  /** Metrics of one evaluation. */
  metrics: evaluationSchema.properties.metrics.maxItems,
  /** Characters of the name of a metric, dataset, judge, topic, sample or suite. */
  name: evaluationSchema.properties.suite.maxLength,
  /** Characters of what a sample asks. */
  input: evaluationSchema.properties.samples.items.properties.input.maxLength,
  /** Characters of what a sample expects. */
  expected:
    evaluationSchema.properties.samples.items.properties.expected.maxLength,
  /** Characters of what was answered. */
  output: evaluationSchema.properties.samples.items.properties.output.maxLength,
  /** Characters of the reason that a judge gives for one score. */
  reason:
    evaluationSchema.properties.samples.items.properties.reasons
      .additionalProperties.maxLength,
} as const;

/**
 * Options of {@link assertReportable}.
 *
 * @public
 */
export interface ReportableOptions {
  /**
   * Where a value comes from, such as `golden.jsonl:12`: it stands before each problem. Asked by the value's path, such as
   * `['samples', 11, 'slice']`; undefined where nobody knows.
   */
  place?: (path: ReadonlyArray<string | number>) => string | undefined;
}

/** Problems that one message says. */
const SHOWN = 5;

/** Lists that may be longer than one request takes, since they go in parts. */
const { samples, slices, ...others } = evaluationSchema.properties;
const LIMITS = {
  ...evaluationSchema,
  properties: {
    ...others,
    samples: { ...samples, maxItems: Infinity },
    slices: { ...slices, maxItems: Infinity },
  },
};

/**
 * Refuses a report of an evaluation that the portal would refuse for its names, texts, numbers or counts. Nothing is sent, and a
 * report that is not whole yet is taken: a dataset, read as samples without scores, can be looked at before the first question.
 *
 * @param report - the fields of an evaluation's report that are known
 * @throws PipelineError with `name-invalid`, `input-invalid` or `evaluation-too-large`, and each place
 *
 * @public
 */
export function assertReportable(
  report: object,
  options: ReportableOptions = {},
): void {
  const faults = [
    ...findFaults(report, LIMITS),
    ...inRelation(Object.entries(report)),
  ];
  if (faults.length === 0) {
    return;
  }
  const words = faults.slice(0, SHOWN).map(({ path, problem }) => {
    const place = options.place?.(path);
    return `${place === undefined ? '' : `${place}: `}${formatPath(
      path,
    )} ${problem}`;
  });
  const more = faults.length - words.length;
  const [{ reason, hint }] = faults;
  throw PipelineError.create(
    [...words, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    { reason, hint },
  );
}

/** What is wrong between values. */
function* inRelation(
  entries: ReadonlyArray<readonly [string, unknown]>,
): Generator<Fault> {
  for (const [name, list] of entries) {
    if ((name === 'samples' || name === 'slices') && Array.isArray(list)) {
      yield* ofCount(name, list.length);
    }
    if (name === 'samples' && Array.isArray(list)) {
      yield* ofSamples(list);
    }
  }
}

function* ofCount(
  name: 'samples' | 'slices',
  length: number,
): Generator<Fault> {
  if (length > IN_PARTS[name]) {
    yield {
      path: [name],
      problem: `are ${length}, and one evaluation has at most ${IN_PARTS[name]}`,
      hint: 'Report the rest as a suite of its own.',
      reason: 'evaluation-too-large',
    };
  }
}

function* ofSamples(list: readonly unknown[]): Generator<Fault> {
  const first = new Map<string, number>();
  for (const [index, sample] of list.entries()) {
    if (!isJsonObject(sample)) {
      continue;
    }
    const { sampleId: id, scores, reasons } = sample;
    const path = ['samples', index];
    if (typeof id === 'string') {
      const before = first.get(id);
      if (before !== undefined) {
        yield invalid(
          [...path, 'sampleId'],
          `'${id}' stands in samples[${before}] too`,
          'Give each sample an id of its own.',
        );
      }
      first.set(id, before ?? index);
    }
    for (const metric of isJsonObject(reasons) ? Object.keys(reasons) : []) {
      if (!isJsonObject(scores) || !Object.hasOwn(scores, metric)) {
        yield invalid(
          [...path, 'reasons', metric],
          'is of a metric that the sample has no score of',
          'Give the score too, or leave the reason out.',
        );
      }
    }
  }
}

function invalid(path: Path, problem: string, hint: string): Fault {
  return { path, problem, hint, reason: 'input-invalid' };
}
