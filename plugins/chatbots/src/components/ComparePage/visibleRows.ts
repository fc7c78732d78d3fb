import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

type Row = Pick<Api.ComparisonRow, 'status' | 'base' | 'target'>;

/**
 * Prompts that "Only differences" leaves over. One that is equal has equal
 * digests on both sides, so its text may be absent without anything being
 * unknown.
 *
 * @internal
 */
export function visiblePrompts(
  prompts: readonly Api.PromptComparison[],
  onlyDifferences: boolean,
): Api.PromptComparison[] {
  return prompts.filter(prompt => !onlyDifferences || prompt.status !== 'same');
}

/**
 * Rows of one section that "Only differences" leaves over.
 *
 * A row without a value on one side stays whatever its status says: a missing
 * value is not an equal one, and hiding it would read as "nothing changed".
 *
 * @internal
 */
export function visibleRows<T extends Row>(
  rows: readonly T[],
  onlyDifferences: boolean,
): T[] {
  return rows.filter(
    row =>
      !onlyDifferences ||
      row.status !== 'same' ||
      row.base === undefined ||
      row.target === undefined,
  );
}
