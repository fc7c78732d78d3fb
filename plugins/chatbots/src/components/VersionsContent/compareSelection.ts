import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** What the Compare button may do with the rows that are selected. @internal */
export type CompareSelection =
  | { kind: 'none' | 'one' | 'many' }
  | { kind: 'ready'; base: string; target: string };

/**
 * Two selected versions are compared from the older to the newer, in whichever
 * order they were selected.
 *
 * @param versions - newest first, as the API lists them
 * @internal
 */
export function compareSelection(
  versions: readonly Pick<Api.ModelVersion, 'version' | 'reportedAt'>[],
  selected: readonly string[],
): CompareSelection {
  if (selected.length === 0) {
    return { kind: 'none' };
  }
  if (selected.length === 1) {
    return { kind: 'one' };
  }
  if (selected.length > 2) {
    return { kind: 'many' };
  }
  const position = (version: string) =>
    versions.findIndex(item => item.version === version);
  const [target, base] = [...selected].sort(
    (left, right) => position(left) - position(right),
  );
  return { kind: 'ready', base, target };
}
