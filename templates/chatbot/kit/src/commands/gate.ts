import { readResults } from '../evaluation/results.ts';
import {
  describeVerdicts,
  judgeResults,
  readThresholds,
} from '../evaluation/thresholds.ts';

/** `chatbot gate`: compares the last evaluation with evals/thresholds.json. */
export function gate(root: string): number {
  const verdicts = judgeResults(readThresholds(root), readResults(root));
  console.log(describeVerdicts(verdicts));
  const failed = verdicts.filter(({ passed }) => !passed);
  console.log(
    failed.length === 0
      ? 'The gate is green.'
      : `The gate is red: ${failed.length} of ${verdicts.length} failed.`,
  );
  return failed.length === 0 ? 0 : 1;
}
