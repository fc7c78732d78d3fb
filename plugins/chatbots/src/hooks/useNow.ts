import { createContext, useContext, useSyncExternalStore } from 'react';

const TICK_MILLISECONDS = 30_000;
/** What a page that opens may show of a time read before. */
const FRESH_MILLISECONDS = 1000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function read(): void {
  now = Date.now();
  listeners.forEach(listener => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(read, TICK_MILLISECONDS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function snapshot(): number {
  if (listeners.size === 0 && Math.abs(Date.now() - now) > FRESH_MILLISECONDS) {
    now = Date.now();
  }
  return now;
}

const AsOfContext = createContext<number | undefined>(undefined);

/** Below it the clock stands at an instant, in milliseconds since the epoch. @internal */
export const AsOf = AsOfContext.Provider;

/**
 * The one clock of all pages: every relative time ticks with it, so that no two
 * of them on a page contradict each other.
 *
 * @returns milliseconds since the epoch, and whether the clock stands
 * @internal
 */
export function useNow(): { now: number; stands: boolean } {
  const asOf = useContext(AsOfContext);
  const ticking = useSyncExternalStore(subscribe, snapshot);
  return { now: asOf ?? ticking, stands: asOf !== undefined };
}
