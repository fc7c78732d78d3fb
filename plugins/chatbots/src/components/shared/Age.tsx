import { useEffect, useState } from 'react';
import { ageText, exactTime } from '../../view';

const TICK_MILLISECONDS = 30_000;

/** For how long something has been so, in words; it goes on while the page stands open. @internal */
export function useAge(instant: string | undefined): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
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
