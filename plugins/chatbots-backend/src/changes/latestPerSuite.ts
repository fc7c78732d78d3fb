import { EvaluationRow } from '../database/evaluations';

/** Parts evaluations, newest first, into the latest of each version and suite and those that it took the place of. */
export function latestPerSuite(rows: readonly EvaluationRow[]): {
  latest: EvaluationRow[];
  rest: EvaluationRow[];
} {
  const seen = new Set<string>();
  const latest: EvaluationRow[] = [];
  const rest: EvaluationRow[] = [];
  for (const row of rows) {
    // A suite's name may hold blanks, a version's id can't.
    const key = `${row.version_id} ${row.suite}`;
    (seen.has(key) ? rest : latest).push(row);
    seen.add(key);
  }
  return { latest, rest };
}
