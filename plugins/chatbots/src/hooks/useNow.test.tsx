import { act, render } from '@testing-library/react';
import { Age, RelativeTime } from '../components/shared';
import { AsOf } from './useNow';

const NOON = '2026-03-01T12:00:00Z';

it('ticks once for all who ask, and stands where an instant is shown', () => {
  jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
  const { container, rerender } = render(<RelativeTime instant={NOON} />);
  const page = (
    <>
      <RelativeTime instant={NOON} />
      <RelativeTime instant={NOON} key="later" />
      <AsOf value={Date.parse('2026-03-01T14:00:00Z')}>
        <RelativeTime instant={NOON} />
        <Age instant={NOON} />
      </AsOf>
    </>
  );
  // The second one comes while the first one is between two ticks.
  act(() => jest.advanceTimersByTime(20_000));
  rerender(page);
  const texts = () =>
    [...container.querySelectorAll('time')].map(time => time.textContent);
  for (const seconds of [9, 2, 30, 30]) {
    act(() => jest.advanceTimersByTime(seconds * 1000));
    const [first, second, then, age] = texts();
    expect(second).toBe(first);
    expect(then).toBe('2 h ago');
    expect(age).toBe('2 h');
  }
  expect(texts()[0]).toBe('1 min ago');
  jest.useRealTimers();
});
