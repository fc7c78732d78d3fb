import { useCallback, useState } from 'react';

/** Where one is in a list that only knows its next cursor. @internal */
export interface CursorPages {
  cursor: string | undefined;
  /** Zero-based number of the page. */
  page: number;
  next: (nextCursor: string) => void;
  previous: () => void;
}

interface Position {
  key: string;
  cursors: string[];
}

/**
 * Remembers the cursors on the way, so one can go back in a list that the
 * server pages forward only.
 *
 * @param key - filters and sort; another key starts at the first page, since a
 *   cursor belongs to the question that it answered
 * @internal
 */
export function useCursorPages(key: string): CursorPages {
  const [position, setPosition] = useState<Position>({ key, cursors: [] });
  const cursors = position.key === key ? position.cursors : [];

  const next = useCallback(
    (nextCursor: string) =>
      setPosition(before => ({
        key,
        cursors: [...(before.key === key ? before.cursors : []), nextCursor],
      })),
    [key],
  );
  const previous = useCallback(
    () =>
      setPosition(before => ({ key, cursors: before.cursors.slice(0, -1) })),
    [key],
  );

  return { cursor: cursors.at(-1), page: cursors.length, next, previous };
}
