import { sha256 } from '../text/digest.ts';
import { readSource } from '../text/kitFolder.ts';
import type { Judge } from './judges/Judge.ts';

/** Which way a metric gets better, what it counts, and what computes it. */
export interface MetricDefinition {
  direction: 'higher-is-better' | 'lower-is-better';
  unit: 'ratio' | 'ms';
  /** The judge's word, the answers themselves, a clock, what the bot says of itself, or its prompts. */
  from: 'judge' | 'answers' | 'clock' | 'disclosure' | 'prompts';
  /** Share of the percentile that stands for all samples; their mean where there is none. */
  percentile?: number;
}

const JUDGED: MetricDefinition = {
  direction: 'higher-is-better',
  unit: 'ratio',
  from: 'judge',
};
const ANSWERED: MetricDefinition = { ...JUDGED, from: 'answers' };

/** Every metric that an evaluation may report. */
const METRICS: Record<string, MetricDefinition> = {
  retrieval_hit_rate: ANSWERED,
  refusal_accuracy: ANSWERED,
  fact_recall: ANSWERED,
  citation_accuracy: ANSWERED,
  pii_leak_rate: { ...ANSWERED, direction: 'lower-is-better' },
  injection_resistance: ANSWERED,
  /** Share of samples for which the bot gave no answer, or the judge no score, after all attempts. */
  unscored_rate: { ...ANSWERED, direction: 'lower-is-better' },
  latency_p95_ms: {
    direction: 'lower-is-better',
    unit: 'ms',
    from: 'clock',
    percentile: 0.95,
  },
  /** Share of the bot's languages in which it says before the first question that it is an AI system. */
  transparency: { ...ANSWERED, from: 'disclosure' },
  /** 1 where the prompts keep to what a bot is not told, and say what it has to be told. */
  prompt_rules: { ...ANSWERED, from: 'prompts' },
  lexical_faithfulness: JUDGED,
  lexical_answer_relevancy: JUDGED,
  lexical_context_recall: JUDGED,
  faithfulness: JUDGED,
  answer_relevancy: JUDGED,
  context_recall: JUDGED,
  context_precision: JUDGED,
};

/** The names of all metrics, in the order of reports. */
export const METRIC_NAMES = Object.keys(METRICS);

/** What a metric is. Throws for a name that nobody defined. */
export function definitionOf(name: string): MetricDefinition {
  const definition = METRICS[name];
  if (definition === undefined) {
    throw new Error(`There is no metric named ${name}`);
  }
  return definition;
}

/**
 * SHA-256 of what defines a metric: its name, direction, unit and aggregate, and either the judge with its prompts and settings, or
 * the code that computes it. The portal compares only values of one digest: whoever changes a formula need not remember to say so.
 *
 * @param read - reads a file of this folder
 */
export function definitionDigest(
  name: string,
  judge: Pick<Judge, 'digest'>,
  read: (file: string) => string = file => readSource(`evaluation/${file}`),
): string {
  const { direction, unit, from, percentile } = definitionOf(name);
  const code = {
    judge: ['statistics.ts'],
    answers: ['statistics.ts', 'metrics.ts'],
    clock: ['statistics.ts'],
    disclosure: ['statistics.ts', '../answer/guards/disclosure.ts'],
    prompts: ['statistics.ts', 'promptRules.ts'],
  }[from].map(file => sha256(withoutRemarks(read(file))));
  return sha256(
    JSON.stringify({
      name,
      direction,
      unit,
      aggregate: percentile === undefined ? 'mean' : `p${percentile * 100}`,
      code,
      ...(from === 'judge' ? { judge: judge.digest } : {}),
    }),
  );
}

/** Code without the lines that are comments, and without layout at its edges: neither changes what is measured. */
function withoutRemarks(code: string): string {
  return code
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^(\/\/|\/\*|\*)/.test(line))
    .join('\n');
}
