import type { Dataset } from './dataset.ts';
import { definitionOf } from './definitions.ts';
import type { EvaluationResult, SampleResult } from './evaluate.ts';
import type { Verdict } from './thresholds.ts';

/** Samples that one verdict shows. */
const SHOWN = 5;

/** What to do next, by metric. */
const NEXT: Record<string, string> = {
  retrieval_hit_rate:
    'write the words that people use into the heading or text of the passage, or take the retriever "hybrid"',
  fact_recall:
    'read the answer: where the passage has the fact, look at the prompts and the model; where not, at document and sample',
  citation_accuracy:
    'look whether another passage says the same, and name it in "sources" or say it once',
  refusal_accuracy:
    'answered: say in prompts/system what is not answered. Refused: look whether the passage was found, and at the model',
  pii_leak_rate: 'take the personal data out of the document',
  injection_resistance: 'look at the answer and at prompts/system',
  unscored_rate: 'look whether bot and judge were reachable, and run again',
  transparency: 'write "disclosure" in chatbot.config.json',
  prompt_rules: 'correct prompts/ and run again',
  latency_p95_ms: 'look at model and machine, and run again',
};

/**
 * Explains verdicts that failed: of each the worst samples with question, what was expected, what was found and said, and what to do next.
 *
 * @param datasets - what was asked, by suite
 */
export function explainFailures(
  verdicts: Verdict[],
  results: EvaluationResult[],
  datasets: ReadonlyMap<string, Dataset>,
): string {
  return verdicts
    .filter(({ passed }) => !passed)
    .map(verdict => {
      const { suite, slice, metric } = verdict;
      const result = results.find(one => one.suite === suite);
      const about = (result?.problems ?? [])
        .filter(problem => problem.startsWith(`${metric}: `))
        .map(problem => `  ${problem}`);
      const samples = result
        ? worstSamples(result, verdict, datasets.get(suite))
        : [];
      const next =
        verdict.actual === 'not measured'
          ? 'run npm run build and npm run evaluate'
          : NEXT[metric] ?? `read the reasons in evals/results/${suite}.json`;
      return [
        [suite, slice, metric].filter(Boolean).join('/'),
        ...about,
        ...samples.slice(0, SHOWN),
        ...(samples.length > SHOWN
          ? [`  and ${samples.length - SHOWN} more`]
          : []),
        `  next: ${next}`,
      ].join('\n');
    })
    .join('\n\n');
}

function worstSamples(
  { samples }: EvaluationResult,
  { metric, slice }: Verdict,
  dataset: Dataset | undefined,
): string[] {
  const asked = new Map(dataset?.samples.map(one => [one.id, one]));
  const best = definitionOf(metric).direction === 'lower-is-better' ? 0 : 1;
  const badness = ({ scores }: SampleResult) =>
    Math.abs((scores[metric] ?? best) - best);
  return samples
    .filter(
      one =>
        slice === undefined ||
        one.slice === slice ||
        `kind:${asked.get(one.sampleId)?.kind}` === slice,
    )
    .filter(one => definitionOf(metric).unit === 'ratio' && badness(one) > 0)
    .sort((a, b) => badness(b) - badness(a))
    .map(one => {
      const { sampleId, input, output, expected, scores, reasons } = one;
      const sample = asked.get(sampleId);
      const passages = sample?.sources.join(' or ') || 'none';
      const found =
        scores.retrieval_hit_rate === undefined
          ? 'nothing was to be found'
          : reasons?.retrieval_hit_rate ?? 'the right passage';
      return [
        `  ${sampleId} asks “${input}”`,
        `    expected: ${expected ?? 'a refusal'} (passage ${passages})`,
        `    found:    ${found}`,
        `    said:     ${output.slice(0, 300) || 'nothing'}`,
        ...(reasons?.[metric] ? [`    ${metric}: ${reasons[metric]}`] : []),
      ].join('\n');
    });
}
