import { useNow } from '../../hooks';
import { exactTime, relativeTime } from '../../view';

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
  const { now, stands } = useNow();
  // An instant that arrived after the last tick would read as the future.
  const base = stands
    ? now
    : Math.max(now, Math.min(Date.parse(instant) || 0, Date.now()));
  return (
    <time dateTime={instant} title={exactTime(instant)}>
      {relativeTime(instant, base)}
    </time>
  );
}
