import { useNow } from '../../hooks';
import { ageText, exactTime } from '../../view';

/** For how long something has been so, in words; it goes on while the page stands open. @internal */
export function useAge(instant: string | undefined): string {
  const { now } = useNow();
  return instant === undefined ? '' : ageText(instant, now);
}

/** An age in words, with the instant that it began at on hover. @internal */
export function Age(props: { instant: string }) {
  const { instant } = props;
  const age = useAge(instant);
  return (
    <time dateTime={instant} title={exactTime(instant)}>
      {age}
    </time>
  );
}
