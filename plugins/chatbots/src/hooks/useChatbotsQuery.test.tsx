import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, renderHook, waitFor } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import type { ReactNode } from 'react';
import { fixtureApi } from '../__testUtils__';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { SLOW_MILLISECONDS, useChatbotsCommand } from './useChatbotsCommand';
import {
  useChatbotsQuery,
  type ChatbotsQueryOptions,
} from './useChatbotsQuery';

/** An app with one API, and signals that the test sends. */
function setUpApp(overrides: Partial<ChatbotsApi> = {}) {
  const listeners = new Set<(message: {}) => void>();
  const signals = {
    subscribe: (_channel: string, onMessage: (message: any) => void) => {
      listeners.add(onMessage);
      return { unsubscribe: () => listeners.delete(onMessage) };
    },
  };
  const api = fixtureApi(overrides);
  const wrapper = (props: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [chatbotsApiRef, api],
        [signalApiRef, signals],
      ]}
    >
      {props.children}
    </TestApiProvider>
  );
  const signal = () => listeners.forEach(listener => listener({}));
  return { wrapper, signal };
}

/** Answers 1, 2, 3 … */
function counter() {
  let count = 0;
  return jest.fn(async () => {
    count += 1;
    return count;
  });
}

function renderQuery<T>(
  app: ReturnType<typeof setUpApp>,
  options: ChatbotsQueryOptions<T>,
) {
  return renderHook(
    (changes: Partial<ChatbotsQueryOptions<T>>) =>
      useChatbotsQuery({ ...options, ...changes }),
    { wrapper: app.wrapper, initialProps: {} },
  );
}

describe('useChatbotsQuery', () => {
  it('asks once for two cards of one page that need the same', async () => {
    const app = setUpApp();
    const load = counter();
    const { result } = renderHook(
      () => [
        useChatbotsQuery({ key: ['one'], load }),
        useChatbotsQuery({ key: ['one'], load }),
      ],
      { wrapper: app.wrapper },
    );
    expect(result.current[0].loading).toBe(true);
    await waitFor(() => expect(result.current[1].value).toBe(1));
    expect(result.current[0].value).toBe(1);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('asks again when a page is opened again, and shows the answer of before meanwhile', async () => {
    const app = setUpApp();
    const load = counter();
    const first = renderQuery(app, { key: ['one'], load });
    await waitFor(() => expect(first.result.current.value).toBe(1));
    first.unmount();
    const second = renderQuery(app, { key: ['one'], load });
    expect(second.result.current.value).toBe(1);
    await waitFor(() => expect(second.result.current.value).toBe(2));
  });

  it('gives up what nobody waits for any more, and asks again when the page is opened again', async () => {
    const app = setUpApp();
    const load = jest
      .fn<Promise<number>, [ChatbotsApi, AbortSignal]>()
      .mockImplementationOnce(
        (_api, signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
      )
      .mockResolvedValueOnce(2);
    const first = renderQuery(app, { key: ['one'], load });
    await waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    first.unmount();
    const second = renderQuery(app, { key: ['one'], load });
    await waitFor(() => expect(second.result.current.value).toBe(2));
  });

  it('does not share answers between two apps', async () => {
    const load = counter();
    const first = renderQuery(setUpApp(), { key: ['one'], load });
    await waitFor(() => expect(first.result.current.value).toBe(1));
    const second = renderQuery(setUpApp(), { key: ['one'], load });
    expect(second.result.current.value).toBeUndefined();
    await waitFor(() => expect(second.result.current.value).toBe(2));
  });

  it('loads nothing without a key', () => {
    const load = counter();
    const { result } = renderQuery(setUpApp(), { key: undefined, load });
    result.current.retry();
    expect(result.current).toMatchObject({ loading: false, value: undefined });
    expect(load).not.toHaveBeenCalled();
  });

  it('asks again by itself while an answer is pending, and then no more', async () => {
    const load = counter();
    const { result } = renderQuery(setUpApp(), {
      key: ['gate'],
      load,
      isPending: answer => answer < 3,
    });
    await waitFor(() => expect(result.current.value).toBe(3), {
      timeout: 5000,
    });
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('asks again when the backend says that something changed', async () => {
    const app = setUpApp();
    const load = counter();
    const { result } = renderQuery(app, { key: ['one'], load });
    await waitFor(() => expect(result.current.value).toBe(1));
    act(() => app.signal());
    await waitFor(() => expect(result.current.value).toBe(2));
  });

  it('keeps the answer that it has when the next attempt fails', async () => {
    const load = counter();
    load.mockImplementationOnce(async () => 0);
    load.mockImplementationOnce(async () => {
      throw new Error('down');
    });
    const { result } = renderQuery(setUpApp(), { key: ['one'], load });
    await waitFor(() => expect(result.current.value).toBe(0));
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.error?.message).toBe('down'));
    expect(result.current).toMatchObject({ value: 0, loading: false });
  });

  it('shows the page before while the next one loads, where asked to', async () => {
    const app = setUpApp();
    const { result, rerender } = renderQuery(app, {
      key: ['page', 1],
      load: async () => 'one',
      keepPrevious: true,
    });
    await waitFor(() => expect(result.current.value).toBe('one'));
    rerender({ key: ['page', 2], load: async () => 'two' });
    expect(result.current).toMatchObject({ value: 'one', refreshing: true });
    await waitFor(() => expect(result.current.value).toBe('two'));
  });

  it('shows nothing from before a page that has to start afresh', async () => {
    const app = setUpApp();
    const load = counter();
    const options = { key: ['one'], load, fresh: true };
    const before = renderQuery(app, options);
    await waitFor(() => expect(before.result.current.value).toBe(1));
    before.unmount();
    const after = renderQuery(app, options);
    expect(after.result.current.value).toBeUndefined();
    await waitFor(() => expect(after.result.current.value).toBe(2));
  });
});

describe('useChatbotsCommand', () => {
  it('renews what a page shows once the command succeeded', async () => {
    const app = setUpApp({ withdrawPromotion: async () => ({} as never) });
    const load = counter();
    const { result } = renderHook(
      () => ({
        query: useChatbotsQuery({ key: ['one'], load }),
        command: useChatbotsCommand({
          send: (api, promotionId: string) =>
            api.withdrawPromotion({ path: { promotionId } }),
        }),
      }),
      { wrapper: app.wrapper },
    );
    await waitFor(() => expect(result.current.query.value).toBe(1));
    act(() => result.current.command.send('p1'));
    await waitFor(() => expect(result.current.query.value).toBe(2));
  });

  it('says why a command failed, and renews nothing', async () => {
    const app = setUpApp({
      withdrawPromotion: async () => {
        throw Object.assign(new Error('too late'), { statusCode: 409 });
      },
    });
    const load = counter();
    const onDone = jest.fn();
    const { result } = renderHook(
      () => ({
        query: useChatbotsQuery({ key: ['one'], load }),
        command: useChatbotsCommand({
          send: (api, promotionId: string) =>
            api.withdrawPromotion({ path: { promotionId } }),
          onDone,
        }),
      }),
      { wrapper: app.wrapper },
    );
    await waitFor(() => expect(result.current.query.value).toBe(1));
    act(() => result.current.command.send('p1'));
    await waitFor(() =>
      expect(result.current.command.error?.message).toBe('too late'),
    );
    expect(onDone).not.toHaveBeenCalled();
    expect(load).toHaveBeenCalledTimes(1);
  });

  describe('without an answer', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    /** A command whose first answers are what the test says. */
    function hung(findRecorded?: () => Promise<string | undefined>) {
      const app = setUpApp();
      const onDone = jest.fn();
      const signals: AbortSignal[] = [];
      const send = jest.fn(
        (_api: ChatbotsApi, _input: string, call: { signal: AbortSignal }) => {
          signals.push(call.signal);
          return new Promise<string>(() => {});
        },
      );
      const { result } = renderHook(
        () => useChatbotsCommand({ send, findRecorded, onDone }),
        { wrapper: app.wrapper },
      );
      return { result, send, signals, onDone };
    }

    const pass = (milliseconds: number) =>
      act(() => jest.advanceTimersByTimeAsync(milliseconds));

    it('says after ten seconds that the answer is late', async () => {
      const { result } = hung();
      act(() => result.current.send('p1'));
      await pass(10);
      await pass(SLOW_MILLISECONDS - 100);
      expect(result.current).toMatchObject({ sending: true, slow: false });
      await pass(200);
      expect(result.current.slow).toBe(true);
    });

    it('stops waiting, ends the request, and does not call it undone', async () => {
      const { result, signals, onDone } = hung();
      act(() => result.current.send('p1'));
      await pass(SLOW_MILLISECONDS + 100);
      act(() => result.current.cancel());
      await pass(1);
      expect(signals[0].aborted).toBe(true);
      expect(result.current).toMatchObject({
        sending: false,
        slow: false,
        error: { name: 'CommandCancelledError' },
      });
      expect(onDone).not.toHaveBeenCalled();
    });

    it('looks before it repeats, and sends nothing that was recorded', async () => {
      const findRecorded = jest.fn(async () => 'recorded');
      const { result, send, onDone } = hung(findRecorded);
      act(() => result.current.send('p1'));
      await pass(SLOW_MILLISECONDS + 100);
      act(() => result.current.retry());
      await pass(1);
      expect(send).toHaveBeenCalledTimes(1);
      expect(onDone).toHaveBeenCalledWith('recorded', 'p1');
    });

    it('looks as well when a person presses the same button after stopping', async () => {
      const findRecorded = jest.fn(async () => 'recorded');
      const { result, send, onDone } = hung(findRecorded);
      act(() => result.current.send('p1'));
      await pass(SLOW_MILLISECONDS + 100);
      act(() => result.current.cancel());
      await pass(1);
      act(() => result.current.send('p1'));
      await pass(1);
      expect(send).toHaveBeenCalledTimes(1);
      expect(onDone).toHaveBeenCalledTimes(1);
    });

    it('looks for a form’s values as well, though each press makes a new object of them', async () => {
      const app = setUpApp();
      const findRecorded = jest.fn(async () => 'recorded');
      const send = jest.fn(
        (_api: ChatbotsApi, _input: { reason: string }) =>
          new Promise<string>(() => {}),
      );
      const { result } = renderHook(
        () => useChatbotsCommand({ send, findRecorded }),
        { wrapper: app.wrapper },
      );
      act(() => result.current.send({ reason: 'a' }));
      await pass(1);
      act(() => result.current.cancel());
      await pass(1);
      act(() => result.current.send({ reason: 'a' }));
      await pass(1);
      expect(send).toHaveBeenCalledTimes(1);
      act(() => result.current.send({ reason: 'b' }));
      await pass(1);
      expect(send).toHaveBeenCalledTimes(2);
      expect(findRecorded).toHaveBeenCalledTimes(1);
    });

    it('sends again what was not recorded', async () => {
      const { result, send } = hung(async () => undefined);
      act(() => result.current.send('p1'));
      await pass(SLOW_MILLISECONDS + 100);
      act(() => result.current.retry());
      await pass(1);
      expect(send).toHaveBeenCalledTimes(2);
    });
  });
});
