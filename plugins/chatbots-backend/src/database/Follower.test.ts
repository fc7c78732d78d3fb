import { mockServices } from '@backstage/backend-test-utils';
import { Follower } from './Follower';

/** A follower whose steps end when the test says so. */
function setUp() {
  const ends: { resolve(more: boolean): void; reject(error: Error): void }[] =
    [];
  const step = jest.fn(
    () =>
      new Promise<boolean>((resolve, reject) => {
        ends.push({ resolve, reject });
      }),
  );
  const logger = mockServices.logger.mock();
  const follower = new Follower({ name: 'Counting', logger, step });
  return { follower, step, logger, ends };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('Follower', () => {
  it('steps until there is no more', async () => {
    const { follower, step, ends } = setUp();
    follower.wake();
    ends[0].resolve(true);
    await settled();
    ends[1].resolve(false);
    await follower.idle();
    expect(step).toHaveBeenCalledTimes(2);
  });

  it('answers all wakes during a run with one more run, after it', async () => {
    const { follower, step, ends } = setUp();
    follower.wake();
    follower.wake();
    follower.wake();
    await settled();
    expect(step).toHaveBeenCalledTimes(1);
    ends[0].resolve(false);
    await settled();
    expect(step).toHaveBeenCalledTimes(2);
    ends[1].resolve(false);
    await follower.idle();
    expect(step).toHaveBeenCalledTimes(2);
  });

  it('lets callers wait for a run that began after they called', async () => {
    const { follower, ends } = setUp();
    follower.wake();
    const done = jest.fn();
    const waiting = follower.run().then(done);
    ends[0].resolve(false);
    await settled();
    expect(done).not.toHaveBeenCalled();
    ends[1].resolve(false);
    await waiting;
    expect(done).toHaveBeenCalled();
  });

  it('logs a failure once, tells whoever waits, and tries again when it is woken', async () => {
    const { follower, step, logger, ends } = setUp();
    follower.wake();
    const waiting = follower.run();
    ends[0].reject(new Error('away'));
    await settled();
    expect(logger.error).toHaveBeenCalledTimes(1);
    ends[1].reject(new Error('still away'));
    await expect(waiting).rejects.toThrow('still away');
    expect(logger.error).toHaveBeenCalledTimes(2);
    follower.wake();
    ends[2].resolve(false);
    await follower.idle();
    expect(step).toHaveBeenCalledTimes(3);
  });

  it('ends after the step that runs', async () => {
    const { follower, step, ends } = setUp();
    follower.wake();
    follower.wake();
    const stopped = jest.fn();
    const stopping = follower.stop().then(stopped);
    await settled();
    expect(stopped).not.toHaveBeenCalled();
    ends[0].resolve(true);
    await stopping;
    follower.wake();
    await follower.run();
    expect(step).toHaveBeenCalledTimes(1);
  });
});
