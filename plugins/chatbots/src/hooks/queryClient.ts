import { QueryClient } from '@tanstack/react-query';
import type { ChatbotsApi } from '../api';

const clients = new WeakMap<ChatbotsApi, QueryClient>();

/**
 * The app's cache of answers: one for each instance of the API, which an app of either frontend system makes once.
 *
 * A provider would have to stand around every card and page, and in the old system nothing of ours is around them all.
 *
 * @internal
 */
export function queryClientOf(api: ChatbotsApi): QueryClient {
  let client = clients.get(api);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: {
          // The page says what failed, and offers to try again.
          retry: false,
          // A portal on this machine answers without a network.
          networkMode: 'always',
          // The backend says when something changed.
          refetchOnWindowFocus: false,
        },
        mutations: { networkMode: 'always' },
      },
    });
    clients.set(api, client);
  }
  return client;
}
