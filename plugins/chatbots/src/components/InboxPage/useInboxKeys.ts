import { useEffect, type RefObject } from 'react';
import { useKeptFocus } from '../../hooks';

/** What opens a row. */
const ROW = '[data-inbox-row]';

/** Elements that take letters themselves. */
const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="dialog"]';

/**
 * `j` and `k` move the focus between what opens the rows; `Enter` then opens the
 * one in focus by itself, as a link or button does. Keys with a modifier and keys typed
 * into a field stay what they are. When the row in focus is decided and gone, the next one takes over.
 *
 * @param list - the element that holds the rows; links and buttons to move between carry `data-inbox-row`.
 *
 * @internal
 */
export function useInboxKeys(list: RefObject<HTMLElement>): void {
  useKeptFocus(list, ROW);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      const target = event.target as Element | null;
      if (
        step === undefined ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        target?.closest?.(TYPING)
      ) {
        return;
      }
      const links = Array.from(
        list.current?.querySelectorAll<HTMLElement>(ROW) ?? [],
      );
      const current = links.findIndex(link => link === document.activeElement);
      const next =
        current === -1
          ? (step === 1 && links[0]) || links.at(-1)
          : links[Math.min(Math.max(current + step, 0), links.length - 1)];
      next?.focus();
      next?.scrollIntoView?.({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list]);
}
