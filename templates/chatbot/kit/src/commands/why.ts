import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { readResults } from '../evaluation/results.ts';
import {
  fetchEvaluations,
  type ReportedEvaluation,
  type ReportedSample,
} from '../release/portalEvaluations.ts';
import { readRunContext } from '../release/runContext.ts';
import { readJsonFile } from '../text/readText.ts';

const Card = z.object({ chatbot: z.string() });

/** How many samples are shown of each evaluation without `--limit`. */
const SHOWN = 10;

/**
 * `chatbot why <version> [--check faithfulness] [--suite golden] [--limit 10]`: the samples for which a version fell short, as the portal
 * has them, each with the command that asks its question here. Without a token for the portal it reads `evals/results`, where the working
 * copy stands at the version's commit.
 */
export async function why(root: string, args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      check: { type: 'string' },
      suite: { type: 'string' },
      limit: { type: 'string' },
    },
  });
  const [version] = positionals;
  if (version === undefined) {
    throw Object.assign(new Error('There is no version'), {
      hint: 'npm run why <version> -- --check faithfulness',
    });
  }
  const limit = Number(values.limit ?? SHOWN);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new Error('--limit is a number of samples, 1 or more');
  }
  const all = await evaluationsOf(root, version, process.env);
  const evaluations = all.filter(
    ({ suite }) => values.suite === undefined || suite === values.suite,
  );
  if (evaluations.length === 0) {
    const suites = [...new Set(all.map(({ suite }) => suite))].join(', ');
    throw new Error(
      `There is no evaluation of version ${version}${
        suites && `; there are ${suites}`
      }`,
    );
  }
  assertMeasured(evaluations, values.check);
  for (const evaluation of evaluations) {
    console.log(describe(evaluation, values.check, limit));
  }
}

async function evaluationsOf(
  root: string,
  version: string,
  env: NodeJS.ProcessEnv,
): Promise<ReportedEvaluation[]> {
  const url = env.CHATBOT_PORTAL_URL;
  const token = env.CHATBOT_PORTAL_USER_TOKEN;
  if (url && token) {
    const path = join(root, '.chatbot-portal/config.json');
    const { chatbot } = Card.parse(readJsonFile(path));
    return fetchEvaluations({ url, token }, chatbot, version);
  }
  const missing = url ? 'CHATBOT_PORTAL_USER_TOKEN' : 'CHATBOT_PORTAL_URL';
  return localResults(root, version, missing, env);
}

/** Results carry no version: they are taken only where the working copy stands at the commit that the version's name has. */
function localResults(
  root: string,
  version: string,
  missing: string,
  env: NodeJS.ProcessEnv,
): ReportedEvaluation[] {
  const { commit } = readRunContext(root, env);
  const named = /-([0-9a-f]{7})-[^-]+$/.exec(version)?.[1];
  const results = readResults(root);
  if (named === undefined || !commit.startsWith(named)) {
    throw Object.assign(
      new Error(
        `${missing} is not set, and the working copy is not at the commit of version ${version}`,
      ),
      {
        hint: `Set CHATBOT_PORTAL_URL and CHATBOT_PORTAL_USER_TOKEN, for example in .env; or check out ${
          named ?? 'the version’s commit'
        } and run npm run build and npm run evaluate.`,
      },
    );
  }
  console.log(
    `${missing} is not set: read from evals/results, whose commit is the version's. What was measured after a deployment is missing.`,
  );
  if (results.some(({ workingCopy }) => workingCopy)) {
    console.log('The working copy was measured there, and not the archive.');
  }
  return results;
}

function assertMeasured(
  evaluations: ReportedEvaluation[],
  check: string | undefined,
): void {
  const metrics = evaluations.flatMap(one => one.metrics.map(m => m.name));
  if (
    check !== undefined &&
    evaluations.every(one => metricOf(one, check) === undefined)
  ) {
    throw new Error(
      `No suite measures ${check}; there are ${[...new Set(metrics)].join(
        ', ',
      )}`,
    );
  }
}

/** A check by its metric's name; where a stand-in judged, by that of its metric. */
function metricOf({ metrics }: ReportedEvaluation, check: string) {
  return (
    metrics.find(({ name }) => name === check) ??
    metrics.find(({ name }) => name === `lexical_${check}`)
  );
}

function describe(
  evaluation: ReportedEvaluation,
  check: string | undefined,
  limit: number,
): string {
  const { suite, stage, judge, samples } = evaluation;
  const where = stage ? `, at ${stage}` : '';
  const title = `\nSuite ${suite}${where} (judge ${judge.name})`;
  const metric = check === undefined ? undefined : metricOf(evaluation, check);
  if (check !== undefined && metric === undefined) {
    return `${title}: ${check} is not measured`;
  }
  if (samples.length === 0) {
    return `${title}: its samples were not reported`;
  }
  const failing = metric
    ? shortOf(samples, metric)
    : samples.filter(({ passed }) => passed === false);
  const what = metric
    ? `fall short of the best ${metric.name}, the worst first`
    : 'failed';
  const shown = failing.slice(0, limit);
  return [
    `${title}: ${failing.length} of ${samples.length} samples ${what}`,
    ...shown.flatMap(sample => describeSample(sample, metric?.name)),
    ...(failing.length > shown.length
      ? [`\n… and ${failing.length - shown.length} more: --limit shows them`]
      : []),
  ].join('\n');
}

function shortOf(
  samples: ReportedSample[],
  { name, direction }: ReportedEvaluation['metrics'][number],
): ReportedSample[] {
  const loss = ({ scores }: ReportedSample): number => {
    const score = scores[name];
    if (score === undefined) {
      return 0;
    }
    return direction === 'lower-is-better' ? score : 1 - score;
  };
  return samples
    .filter(sample => loss(sample) > 0)
    .sort((a, b) => loss(b) - loss(a));
}

function describeSample(
  sample: ReportedSample,
  metric: string | undefined,
): string[] {
  const { sampleId, scores, reasons, input, expected, output } = sample;
  const score = metric === undefined ? '' : `  ${metric} ${scores[metric]}`;
  const given = Object.entries(reasons ?? {}).filter(
    ([name]) => metric === undefined || name === metric,
  );
  const lines: [string, string | null | undefined][] = [
    ['question', input],
    ['expected', expected],
    ['answer', output],
    ...given.map(([name, reason]): [string, string] => [
      'reason',
      metric === undefined ? `${name}: ${reason}` : reason,
    ]),
  ];
  return [
    `\n${plain(sampleId)}${score}`,
    ...lines.flatMap(([name, text]) =>
      text ? [`  ${name.padEnd(9)} ${plain(text)}`] : [],
    ),
    input
      ? `  ask it    npm run ask -- ${quoted(plain(input))}`
      : '  Its question was not reported: look it up in the dataset by its id.',
  ];
}

/** Texts of others, on one line and without what steers a terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}

/** For a shell: nothing within it is run. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
