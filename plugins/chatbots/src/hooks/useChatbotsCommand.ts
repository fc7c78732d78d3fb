import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation } from '@tanstack/react-query';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { queryClientOf } from './queryClient';

/** What {@link useChatbotsCommand} needs to know. @internal */
export interface ChatbotsCommandOptions<Input, Result> {
  /** Sends the command. */
  send: (api: ChatbotsApi, input: Input) => Promise<Result>;
  /** Called with the answer of a command that succeeded. */
  onDone?: (result: Result, input: Input) => void;
}

/** Where a command stands between the click and the answer. @internal */
export interface ChatbotsCommand<Input> {
  send: (input: Input) => void;
  sending: boolean;
  /** Why the last one failed; gone when the next one is sent. */
  error: Error | undefined;
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
  const { mutate, isPending, error } = useMutation<Result, unknown, Input>(
    {
      mutationFn: input => options.send(api, input),
      onSuccess: (result, input) => {
        client.invalidateQueries();
        options.onDone?.(result, input);
      },
    },
    client,
  );
  return {
    send: mutate,
    sending: isPending,
    error: error ? toError(error) : undefined,
  };
}
