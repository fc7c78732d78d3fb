import { diffLines } from 'diff';

/** One half of a row: absent where the other text has a line that this one has not. @internal */
export interface DifferenceLine {
  /** Counted from 1. */
  number: number;
  text: string;
}

/** One row of a text difference shown side by side. @internal */
export interface DifferenceRow {
  kind: 'same' | 'changed' | 'added' | 'removed';
  base?: DifferenceLine;
  target?: DifferenceLine;
}

/**
 * Aligns two texts line by line: a block of removed lines stands beside the
 * block of added lines that follows it.
 *
 * @internal
 */
export function sideBySide(base: string, target: string): DifferenceRow[] {
  const rows: DifferenceRow[] = [];
  let baseNumber = 0;
  let targetNumber = 0;
  const nextBase = (text: string) => {
    baseNumber += 1;
    return { number: baseNumber, text };
  };
  const nextTarget = (text: string) => {
    targetNumber += 1;
    return { number: targetNumber, text };
  };
  const changes = diffLines(base, target);
  for (let index = 0; index < changes.length; index += 1) {
    const change = changes[index];
    if (!change.added && !change.removed) {
      for (const text of linesOf(change.value)) {
        rows.push({
          kind: 'same',
          base: nextBase(text),
          target: nextTarget(text),
        });
      }
      continue;
    }
    const following = changes[index + 1];
    const pair =
      (change.removed && following?.added) ||
      (change.added && following?.removed)
        ? following
        : undefined;
    const removed = linesOf((change.removed ? change : pair)?.value ?? '');
    const added = linesOf((change.added ? change : pair)?.value ?? '');
    for (
      let line = 0;
      line < Math.max(removed.length, added.length);
      line += 1
    ) {
      const left = line < removed.length ? nextBase(removed[line]) : undefined;
      const right = line < added.length ? nextTarget(added[line]) : undefined;
      rows.push({ kind: kindOf(left, right), base: left, target: right });
    }
    if (pair) {
      index += 1;
    }
  }
  return rows;
}

/**
 * Cuts long equal stretches down to some lines around each difference.
 *
 * @returns rows, with `undefined` where lines were left out.
 *
 * @internal
 */
export function withContext(
  rows: readonly DifferenceRow[],
  context: number,
): (DifferenceRow | undefined)[] {
  const keep = rows.map(row => row.kind !== 'same');
  const near = rows.map((_, index) =>
    keep.slice(Math.max(0, index - context), index + context + 1).some(Boolean),
  );
  const result: (DifferenceRow | undefined)[] = [];
  for (const [index, row] of rows.entries()) {
    if (near[index]) {
      result.push(row);
    } else if (index === 0 || near[index - 1]) {
      result.push(undefined);
    }
  }
  return result;
}

function kindOf(
  base: DifferenceLine | undefined,
  target: DifferenceLine | undefined,
): DifferenceRow['kind'] {
  if (base && target) {
    return 'changed';
  }
  return base ? 'removed' : 'added';
}

function linesOf(text: string): string[] {
  if (text === '') {
    return [];
  }
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === '') {
    lines.pop();
  }
  return lines;
}
