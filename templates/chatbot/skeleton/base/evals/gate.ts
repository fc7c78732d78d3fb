import { readResults } from './results.ts';
import {
  describeVerdicts,
  judgeResults,
  readThresholds,
} from './thresholds.ts';

/** `npm run gate`: compares the last evaluation with evals/thresholds.json. */
const verdicts = judgeResults(readThresholds(), readResults());
console.log(describeVerdicts(verdicts));
const failed = verdicts.filter(({ passed }) => !passed);
console.log(
  failed.length === 0
    ? 'The gate is green.'
    : `The gate is red: ${failed.length} of ${verdicts.length} failed.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
