import { RefObject, useEffect, useState } from 'react';

/** What a page brings along that its frame would draw otherwise. @internal */
export interface PageOutline {
  /** It has a `<main>` of its own. */
  main: boolean;
  /** It has a first heading of its own. */
  heading: boolean;
}

/**
 * Looks what a page brings along: pages of other plugins and pages of the
 * portal differ in it, and each page has one `<main>` and one `<h1>`.
 *
 * @internal
 */
export function usePageOutline(content: RefObject<HTMLElement>): PageOutline {
  const [outline, setOutline] = useState<PageOutline>({
    main: false,
    heading: false,
  });
  useEffect(() => {
    const element = content.current;
    if (!element) {
      return undefined;
    }
    const look = () => {
      const main = element.querySelector('main, [role="main"]') !== null;
      const heading = element.querySelector('h1') !== null;
      setOutline(before =>
        before.main === main && before.heading === heading
          ? before
          : { main, heading },
      );
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [content]);
  return outline;
}
