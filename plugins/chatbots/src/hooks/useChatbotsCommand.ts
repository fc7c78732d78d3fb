import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { CommandCancelledError, mayBeRecorded } from '../view';
import { queryClientOf } from './queryClient';

/** After this a person is told that the answer is late, in milliseconds. @internal */
export const SLOW_MILLISECONDS = 10_000;

/** What {@link useChatbotsCommand} needs to know. @internal */
export interface ChatbotsCommandOptions<Input, Result> {
  /** Sends the command. */
  send: (
    api: ChatbotsApi,
    input: Input,
    options: { signal: AbortSignal },
  ) => Promise<Result>;
  /**
   * Looks whether an attempt whose answer never came was recorded. Asked before the same command is sent again, so
   * that nothing is done twice; left out where the backend does the same thing once however often it is asked.
   */
  findRecorded?: (
    api: ChatbotsApi,
    input: Input,
    options: { signal: AbortSignal },
  ) => Promise<Result | undefined>;
  /** Called with the answer of a command that succeeded. */
  onDone?: (result: Result, input: Input) => void;
}

/** How a command goes, whatever it sends. @internal */
export interface CommandProgress {
  sending: boolean;
  /** Being sent for so long that a person wants a way out. */
  slow: boolean;
  /** Why the last one failed; gone when the next one is sent. */
  error: Error | undefined;
  /** Stops waiting for the answer. */
  cancel: () => void;
  /** Sends the last one again, unless it turns out to be recorded. */
  retry: () => void;
}

/** Where a command stands between the click and the answer. @internal */
export interface ChatbotsCommand<Input> extends CommandProgress {
  send: (input: Input) => void;
}

interface Attempt<Input> {
  input: Input;
  isRepeat: boolean;
  controller: AbortController;
}

/**
 * Sends a command to the backend. When it succeeded, every answer that a page
 * shows is asked for again: what a command changes elsewhere only the backend knows.
 *
 * @internal
 */
export function useChatbotsCommand<Input, Result>(
  options: ChatbotsCommandOptions<Input, Result>,
): ChatbotsCommand<Input> {
  const api = useApi(chatbotsApiRef);
  const client = queryClientOf(api);
  const last = useRef<Attempt<Input>>();
  /** Whether an attempt may have been recorded though no answer told so. */
  const isUnsure = useRef(false);
  const { mutate, isPending, error } = useMutation<
    Result,
    unknown,
    Attempt<Input>
  >(
    {
      mutationFn: attempt => untilAborted(attempt, run(attempt)),
      onSuccess: (result, { input }) => {
        isUnsure.current = false;
        client.invalidateQueries();
        options.onDone?.(result, input);
      },
      onError: failure => {
        if (mayBeRecorded(toError(failure))) {
          isUnsure.current = true;
          // What the page shows then is the best answer there is.
          client.invalidateQueries();
        }
      },
    },
    client,
  );

  async function run({ input, isRepeat, controller }: Attempt<Input>) {
    const call = { signal: controller.signal };
    const recorded = isRepeat
      ? await options.findRecorded?.(api, input, call)
      : undefined;
    return recorded ?? options.send(api, input, call);
  }

  const start = (input: Input, isRepeat: boolean) => {
    last.current = { input, isRepeat, controller: new AbortController() };
    mutate(last.current);
  };
  const cancel = () => last.current?.controller.abort();

  return {
    send: input => {
      // Another input is another command, whatever became of the one before.
      isUnsure.current =
        isUnsure.current && isSameInput(input, last.current?.input);
      start(input, isUnsure.current);
    },
    sending: isPending,
    slow: useSlow(isPending ? last.current : undefined),
    error: error && !isPending ? toError(error) : undefined,
    cancel,
    retry: () => {
      const before = last.current;
      if (before) {
        const isRepeat = isPending || isUnsure.current;
        cancel();
        start(before.input, isRepeat);
      }
    },
  };
}

/** Whether two inputs ask for the same: a form makes a new object of the same values with every press. */
function isSameInput(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Ends with the work, or as soon as nobody waits for it. */
function untilAborted<Result>(
  { controller: { signal } }: Attempt<unknown>,
  work: Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new CommandCancelledError());
    signal.addEventListener('abort', stop, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Whether one attempt has been on its way for long. */
function useSlow(attempt: Attempt<unknown> | undefined): boolean {
  const [slow, setSlow] = useState<Attempt<unknown>>();
  useEffect(() => {
    if (!attempt) {
      return undefined;
    }
    const timer = setTimeout(() => setSlow(attempt), SLOW_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [attempt]);
  return attempt !== undefined && slow === attempt;
}
