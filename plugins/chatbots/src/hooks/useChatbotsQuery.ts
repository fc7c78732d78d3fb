import { useApi } from '@backstage/frontend-plugin-api';
import { toError } from '@backstage/errors';
import {
  keepPreviousData,
  useQuery,
  type QueryKey,
} from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { queryClientOf } from './queryClient';
import { useChatbotsSignal } from './useChatbotsSignal';

/** What {@link useChatbotsQuery} needs to know. @internal */
export interface ChatbotsQueryOptions<T> {
  /** Names what is loaded. Another key loads anew; an undefined key loads nothing. */
  key: QueryKey | undefined;
  load: (api: ChatbotsApi, signal: AbortSignal) => Promise<T>;
  /** Goes on showing the old answer while another key loads: for filters and pages of one list. */
  keepPrevious?: boolean;
  /** Whether an answer lacks what is being worked out: then it is asked for again soon. */
  isPending?: (value: T) => boolean;
  /** How often to ask, in milliseconds, where what is asked for is told by no signal. */
  pollMilliseconds?: (value: T | undefined) => number;
  /** Shows no answer from before this page was opened, and a new object for each answer: for pages that say what changed. */
  fresh?: boolean;
}

/** How long to wait for what is being worked out. */
const PENDING_MILLISECONDS = 1000;

/** How often to ask when the app has no signals. */
const POLL_MILLISECONDS = 30_000;

/** Tells one opening of a page from the next. */
let openings = 0;

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

/**
 * Asks the backend, keeps the last answer while asking again, and asks again
 * when the backend says that something changed. A hidden tab polls nothing.
 *
 * @internal
 */
export function useChatbotsQuery<T>(
  options: ChatbotsQueryOptions<T>,
): ChatbotsQuery<T> {
  const { key, load, keepPrevious, isPending, pollMilliseconds, fresh } =
    options;
  const api = useApi(chatbotsApiRef);
  const enabled = key !== undefined;
  const [opening] = useState(() => (openings += 1));

  const retry = useRef(() => {});
  const onChange = useCallback(() => retry.current(), []);
  const hasSignals = useChatbotsSignal(onChange);

  const query = useQuery<T>(
    {
      queryKey: [...(key ?? []), ...(fresh ? [`opened ${opening}`] : [])],
      queryFn: ({ signal }) => load(api, signal),
      enabled,
      placeholderData: keepPrevious ? keepPreviousData : undefined,
      ...(fresh ? { gcTime: 0, structuralSharing: false } : {}),
      refetchInterval: ({ state: { data } }) => {
        if (data !== undefined && isPending?.(data)) {
          return PENDING_MILLISECONDS;
        }
        if (pollMilliseconds) {
          return pollMilliseconds(data);
        }
        return hasSignals ? false : POLL_MILLISECONDS;
      },
    },
    queryClientOf(api),
  );
  retry.current = () => {
    if (enabled) {
      query.refetch();
    }
  };

  const value = enabled ? query.data : undefined;
  return {
    value,
    error: query.error ? toError(query.error) : undefined,
    loading: query.isLoading,
    refreshing: query.isFetching && value !== undefined,
    retry: onChange,
  };
}
