import { useNow } from '../../hooks';
import { relativeTime, utcTime } from '../../view';

/** The exact instant in UTC, for evidence; how long ago that is on hover. @internal */
export function UtcTime(props: { instant: string }) {
  const { instant } = props;
  const { now } = useNow();
  return (
    <time dateTime={instant} title={relativeTime(instant, now)}>
      {utcTime(instant)}
    </time>
  );
}
