import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';

/** The channel on which the backend says that something changed. @internal */
export const CHATBOTS_CHANNEL = 'chatbots';

/** Several changes come in one transaction; one refetch answers them all. */
const SETTLE_MILLISECONDS = 300;

/** How often to ask when the app has no signals. */
const POLL_MILLISECONDS = 30_000;

/**
 * Calls back when the backend says that something changed, or from time to
 * time when the app has no signals. A hidden tab is left alone.
 *
 * @internal
 */
export function useChatbotsSignal(onChange: () => void): void {
  const { lastSignal, isSignalsAvailable } = useSignal(CHATBOTS_CHANNEL);

  useEffect(() => {
    if (!lastSignal) {
      return undefined;
    }
    const timer = setTimeout(onChange, SETTLE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [lastSignal, onChange]);

  useEffect(() => {
    if (isSignalsAvailable) {
      return undefined;
    }
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') {
        onChange();
      }
    }, POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isSignalsAvailable, onChange]);
}
