import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { learnTitles, useChatbotsQuery, useNames } from '../../hooks';
import type { FieldOption } from './CompletedField';

/** As many as one looks through; more letters give fewer. */
const OFFERED = 10;
const TYPING_MILLISECONDS = 250;

/** What can be chosen in a field, as it is typed in. @internal */
export interface FieldOptions {
  options: readonly FieldOption[];
  onTyped: (words: string) => void;
}

/** Words once typing pauses; undefined until somebody is in the field. */
function useTyped(): [string | undefined, (words: string) => void] {
  const [typed, onTyped] = useState<string>();
  const [settled, setSettled] = useState<string>();
  useDebounce(() => setSettled(typed?.trim()), TYPING_MILLISECONDS, [typed]);
  return [settled, onTyped];
}

/** Chatbots by words of their titles, as the registry finds them. @internal */
export function useChatbotOptions(): FieldOptions {
  const [search, onTyped] = useTyped();
  const list = useChatbotsQuery({
    key: search === undefined ? undefined : ['chatbot-options', search],
    load: async (api, signal) => {
      const answer = await api.listChatbots(
        { query: { search: search || undefined, limit: OFFERED } },
        { signal },
      );
      learnTitles(
        api,
        answer.items.map(({ chatbot }) => chatbot),
      );
      return answer;
    },
    keepPrevious: true,
  });
  const options = (list.value?.items ?? []).map(({ chatbot }) => ({
    id: chatbot.name,
    label: chatbot.title,
  }));
  return { options, onTyped };
}

/** People by their names, as the catalog has them; nobody without a catalog. @internal */
export function usePersonOptions(): FieldOptions {
  const [search, onTyped] = useTyped();
  const names = useNames();
  const catalogApi = useApiHolder().get(catalogApiRef);
  const { value = [] } = useAsync(async () => {
    if (!catalogApi || search === undefined) {
      return [];
    }
    const { items } = await catalogApi.queryEntities({
      filter: { kind: 'user' },
      fields: ['kind', 'metadata.namespace', 'metadata.name'],
      ...(search && {
        fullTextFilter: {
          term: search,
          fields: [
            'metadata.name',
            'metadata.title',
            'spec.profile.displayname',
          ],
        },
      }),
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: OFFERED,
      totalItems: 'exclude',
    });
    return items.map(stringifyEntityRef);
  }, [catalogApi, search]);
  return {
    options: value.map(id => ({ id, label: names.entity(id) })),
    onTyped,
  };
}
