import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type RefObject } from 'react';

/** A table with fewer rows is drawn whole: the browser's search and print find all of it. */
const DRAWN_WHOLE = 200;

/** Height of a line of text, until it is measured, in pixels. */
const LINE_HEIGHT = 22;

/** Rows drawn above and below what is in view. */
const OVERSCAN = 20;

/** The rows of a long table that are drawn. @internal */
export interface RowWindow {
  /** Whether rows are left out. The frame then scrolls by itself. */
  windowed: boolean;
  /** Of the element that scrolls. */
  frame: RefObject<HTMLDivElement>;
  /** Numbers of the rows to draw, from 0. */
  rows: number[];
  /** Height of what is left out before and after, in pixels. */
  before: number;
  after: number;
  /** Of each row that is drawn, which carries its number in `data-index`. */
  measure: ((row: HTMLElement | null) => void) | undefined;
}

/** Draws only the rows in view of a table with many. @internal */
export function useRowWindow(count: number): RowWindow {
  const frame = useRef<HTMLDivElement>(null);
  const windowed = count > DRAWN_WHOLE;
  const virtualizer = useVirtualizer({
    count,
    enabled: windowed,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: OVERSCAN,
  });
  if (!windowed) {
    return {
      windowed,
      frame,
      rows: Array.from({ length: count }, (_unused, index) => index),
      before: 0,
      after: 0,
      measure: undefined,
    };
  }
  const items = virtualizer.getVirtualItems();
  return {
    windowed,
    frame,
    rows: items.map(({ index }) => index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
  };
}
