import { formatChange } from '../checks/formatNumber';
import { countHidden, INVISIBLE_KINDS } from '../text';
import { describeMeasurementChanges } from './comparability';
import { ComparisonRow, VersionComparison } from './Comparison';

/** How many rows of one kind are named before the rest is counted. */
const NAMED = 3;

/**
 * Facts for one sentence, the most important first: what got worse, what can't be told, what was changed, what got better.
 *
 * @internal
 */
export function summarise(
  comparison: Omit<VersionComparison, 'summary'>,
): string[] {
  const whole = tellSuitesApart(
    comparison.scores.filter(({ slice }) => slice === undefined),
  );
  if (comparison.base === undefined) {
    return ['first version here', ...hiddenWords(comparison)];
  }
  const by = (verdict: ComparisonRow['verdict']) =>
    whole
      .filter(row => row.status === 'changed' && row.verdict === verdict)
      .sort((a, b) => sizeOf(b) - sizeOf(a));
  // Only what was due: another suite, or one that runs later, takes nothing away.
  const lost = whole.filter(
    ({ status, due }) => status === 'missing' && due !== false,
  );
  const untold = whole.filter(({ status }) => status === 'incomparable');
  const facts = [
    ...hiddenWords(comparison),
    ...named(by('worse'), change),
    ...named(lost, ({ label }) => `${label} no longer measured`),
    ...(untold.length > 0 ? [untoldFact(untold)] : []),
    ...named(differing(comparison.model), fact),
    ...prompts(comparison),
    ...named(differing(comparison.parameters), fact),
    ...named(differing(comparison.datasets), ({ label, ...row }) =>
      fact({ label: `dataset ${label}`, ...row }),
    ),
    ...named(by('better'), change),
    ...named(by('unknown'), change),
    ...notRun(whole),
    ...(comparison.source.some(
      ({ status, label }) => status !== 'same' && label === 'commit',
    )
      ? ['code changed']
      : []),
  ];
  return facts.length > 0 ? facts : ['no difference'];
}

/** Suites of the base that have not run for the target. */
function notRun(rows: readonly ComparisonRow[]): string[] {
  const suites = new Set(
    rows.flatMap(({ due, suite }) => (due === false && suite ? [suite] : [])),
  );
  return [...suites].map(suite => `${suite} not run yet`);
}

/** How many scores can't be compared, and what changed, each thing once. */
function untoldFact(rows: readonly ComparisonRow[]): string {
  const reasons = new Set(
    rows.flatMap(({ changes = [] }) =>
      changes.map(one => describeMeasurementChanges([one])),
    ),
  );
  const why = [...reasons].slice(0, NAMED).join(', ');
  return `${count(rows.length, 'score')} not comparable${why && ` (${why})`}`;
}

/** Names the suite where several measure the same metric. */
function tellSuitesApart(rows: readonly ComparisonRow[]): ComparisonRow[] {
  return rows.map(row =>
    rows.some(({ label, suite }) => label === row.label && suite !== row.suite)
      ? { ...row, label: `${row.label} in ${row.suite}` }
      : row,
  );
}

function prompts({ prompts: all }: Omit<VersionComparison, 'summary'>) {
  const words = { changed: 'changed', added: 'added', missing: 'removed' };
  return (['changed', 'added', 'missing'] as const).flatMap(status => {
    const those = all.filter(prompt => prompt.status === status);
    const ends = those.every(({ onlyLineEnds }) => onlyLineEnds);
    return those.length > 0
      ? [
          `${count(those.length, 'prompt')} ${words[status]}${
            ends ? ' in line ends (BOM) only' : ''
          }`,
        ]
      : [];
  });
}

/** Characters that a model reads and no reviewer sees, in prompts that changed: worse than any score. */
function hiddenWords({ prompts: all }: Omit<VersionComparison, 'summary'>) {
  const counts = all
    .filter(({ status }) => status === 'changed' || status === 'added')
    .flatMap(({ target }) => countHidden(target ?? ''))
    .filter(({ kind }) => INVISIBLE_KINDS.includes(kind));
  const sum = counts.reduce((total, { count: more }) => total + more, 0);
  return sum > 0 ? [`${count(sum, 'hidden character')} in prompts`] : [];
}

function differing(rows: readonly ComparisonRow[]): ComparisonRow[] {
  return rows.filter(({ status }) => status !== 'same');
}

function named(
  rows: readonly ComparisonRow[],
  say: (row: ComparisonRow) => string,
): string[] {
  const said = rows.slice(0, NAMED).map(say);
  const rest = rows.length - said.length;
  return rest > 0 ? [...said, `${rest} more like these`] : said;
}

function fact(row: Pick<ComparisonRow, 'label' | 'base' | 'target'>): string {
  const { label, base, target } = row;
  if (base === undefined) {
    return `${label} added (${target})`;
  }
  return target === undefined
    ? `${label} removed (was ${base})`
    : `${label} ${base} → ${target}`;
}

function change({ label, delta = 0, unit, verdict, note }: ComparisonRow) {
  const remarks = [verdict === 'unknown' ? undefined : verdict, note]
    .filter(Boolean)
    .join(', ');
  return `${label} ${formatChange(delta, unit)}${remarks && ` (${remarks})`}`;
}

function sizeOf({ relativeDelta, delta = 0 }: ComparisonRow): number {
  return Math.abs(relativeDelta ?? delta);
}

function count(howMany: number, what: string): string {
  return `${howMany} ${what}${howMany === 1 ? '' : 's'}`;
}
