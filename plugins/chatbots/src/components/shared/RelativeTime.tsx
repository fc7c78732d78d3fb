import { useEffect, useState } from 'react';
import { exactTime, relativeTime } from '../../view';

const TICK_MILLISECONDS = 30_000;

/** Props of {@link RelativeTime}. @internal */
export interface RelativeTimeProps {
  /** ISO 8601. */
  instant: string;
}

/**
 * A time in words, with the exact instant and its zone on hover and for
 * assistive technology.
 *
 * @internal
 */
export function RelativeTime(props: RelativeTimeProps) {
  const { instant } = props;
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);

  // An instant that arrived after the last tick would read as the future.
  const base = Math.max(now, Math.min(Date.parse(instant) || 0, Date.now()));
  return (
    <time dateTime={instant} title={exactTime(instant)}>
      {relativeTime(instant, base)}
    </time>
  );
}
