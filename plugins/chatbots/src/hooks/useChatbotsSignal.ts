import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';

/** The channel on which the backend says that something changed. @internal */
export const CHATBOTS_CHANNEL = 'chatbots';

/** Several changes come in one transaction; one refetch answers them all. */
const SETTLE_MILLISECONDS = 300;

/**
 * Calls back when the backend says that something changed.
 *
 * @returns whether the app has signals; without them, one has to ask from time to time.
 * @internal
 */
export function useChatbotsSignal(onChange: () => void): boolean {
  const { lastSignal, isSignalsAvailable } = useSignal(CHATBOTS_CHANNEL);

  useEffect(() => {
    if (!lastSignal) {
      return undefined;
    }
    const timer = setTimeout(onChange, SETTLE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [lastSignal, onChange]);

  return isSignalsAvailable;
}
