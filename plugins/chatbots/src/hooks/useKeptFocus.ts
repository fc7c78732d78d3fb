import { useEffect, type RefObject } from 'react';

/**
 * Keeps the focus in a part of the page when what had it is taken away: the decision on a row removes the row, and who works by
 * keyboard would start again at the top of the page.
 *
 * @param within - the part; the focus goes to it where no place is left
 * @param places - a selector of what can take over: the one that stands where the lost one stood
 *
 * @internal
 */
export function useKeptFocus(
  within: RefObject<HTMLElement>,
  places = 'button, a',
): void {
  useEffect(() => {
    let held: Element | undefined;
    let place = 0;
    const all = () =>
      Array.from(within.current?.querySelectorAll<HTMLElement>(places) ?? []);

    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) {
        return;
      }
      if (within.current?.contains(target)) {
        held = target;
        place = all().findIndex(one => one === target);
      } else if (!target.closest('[role="dialog"]')) {
        // A dialog gives the focus back when it closes; elsewhere people go by themselves.
        held = undefined;
      }
    };
    const keep = () => {
      const active = document.activeElement;
      const isLost = active === null || active === document.body;
      const part = within.current;
      if (part && held && !held.isConnected && isLost) {
        held = undefined;
        part.tabIndex = -1;
        const left = all();
        const next = left[Math.min(Math.max(place, 0), left.length - 1)];
        (next ?? part).focus({ preventScroll: true });
      }
    };
    // The whole page: the dialog that had the focus meanwhile stands elsewhere.
    const observer = new MutationObserver(keep);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocusIn);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocusIn);
    };
  }, [within, places]);
}
