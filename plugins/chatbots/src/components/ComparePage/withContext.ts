import type { TextRow } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/**
 * Cuts long equal stretches down to some lines around each difference.
 *
 * @returns rows, with `undefined` where lines were left out.
 *
 * @internal
 */
export function withContext(
  rows: readonly TextRow[],
  context: number,
): (TextRow | undefined)[] {
  const near = rows.map(() => false);
  for (const [index, { kind }] of rows.entries()) {
    if (kind !== 'same') {
      near.fill(true, Math.max(0, index - context), index + context + 1);
    }
  }
  const result: (TextRow | undefined)[] = [];
  for (const [index, row] of rows.entries()) {
    if (near[index]) {
      result.push(row);
    } else if (index === 0 || near[index - 1]) {
      result.push(undefined);
    }
  }
  return result;
}
