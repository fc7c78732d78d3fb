import { useApi } from '@backstage/frontend-plugin-api';
import { toError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { useChatbotsSignal } from './useChatbotsSignal';

/** What {@link useChatbotsQuery} needs to know. @internal */
export interface ChatbotsQueryOptions<T> {
  /** Names what is loaded. Another key loads anew; an undefined key loads nothing. */
  key: readonly unknown[] | undefined;
  load: (api: ChatbotsApi, signal: AbortSignal) => Promise<T>;
  /** Goes on showing the old answer while another key loads: for filters and pages of one list. */
  keepPrevious?: boolean;
  /** Whether an answer lacks what is being worked out: then it is asked for again soon. */
  isPending?: (value: T) => boolean;
}

/** How long to wait for what is being worked out. */
const PENDING_MILLISECONDS = 1000;

/** The state of one question to the backend. @internal */
export interface ChatbotsQuery<T> {
  value: T | undefined;
  /** The error of the last attempt. `value` may still hold the answer before. */
  error: Error | undefined;
  /** Nothing to show yet. */
  loading: boolean;
  /** An answer is shown and a newer one is on its way. */
  refreshing: boolean;
  retry: () => void;
}

interface Answer<T> {
  key: string;
  value?: T;
  error?: Error;
}

/**
 * Asks the backend, keeps the last answer while asking again, and asks again
 * when the backend says that something changed.
 *
 * @internal
 */
export function useChatbotsQuery<T>(
  options: ChatbotsQueryOptions<T>,
): ChatbotsQuery<T> {
  const api = useApi(chatbotsApiRef);
  const key =
    options.key === undefined ? undefined : JSON.stringify(options.key);
  const keepPrevious = options.keepPrevious ?? false;

  // The caller may pass a new closure at each render; only the key says whether it asks for something else.
  const load = useRef(options.load);
  load.current = options.load;

  const [answer, setAnswer] = useState<Answer<T>>();
  const [pending, setPending] = useState(key !== undefined);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt(count => count + 1), []);
  useChatbotsSignal(retry);

  useEffect(() => {
    if (key === undefined) {
      setPending(false);
      return undefined;
    }
    const controller = new AbortController();
    setPending(true);
    load
      .current(api, controller.signal)
      .then(
        value => ({ key, value }),
        (error: unknown) => ({ key, error: toError(error) }),
      )
      .then((next: Answer<T>) => {
        if (controller.signal.aborted) {
          return;
        }
        setAnswer(previous =>
          next.error && previous && (previous.key === key || keepPrevious)
            ? { ...previous, key, error: next.error }
            : next,
        );
        setPending(false);
      });
    return () => controller.abort();
  }, [api, key, attempt, keepPrevious]);

  const incomplete =
    answer?.value !== undefined && options.isPending?.(answer.value) === true;
  useEffect(() => {
    if (!incomplete || pending) {
      return undefined;
    }
    const timer = setTimeout(retry, PENDING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [incomplete, pending, retry]);

  const current =
    key !== undefined && (answer?.key === key || keepPrevious)
      ? answer
      : undefined;
  const waits = pending || (key !== undefined && answer?.key !== key);
  return {
    value: current?.value,
    error: current?.key === key ? current?.error : undefined,
    loading: waits && current?.value === undefined && key !== undefined,
    refreshing: waits && current?.value !== undefined,
    retry,
  };
}
