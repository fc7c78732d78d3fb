import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import {
  entityPresentationApiRef,
  type EntityPresentationApi,
} from '@backstage/plugin-catalog-react';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { shortName } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useMemo, useSyncExternalStore } from 'react';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { isolated } from '../view';
import { NameStore } from './NameStore';

/** Names for people to read; the slug until the name is known. @internal */
export interface Names {
  /** The title of a chatbot, as the registry has it. */
  chatbot(name: string): string;
  /** The Component that a chatbot is, once it is known. */
  chatbotRef(name: string): string | undefined;
  /** The name of a user or a group, as the catalog has it. */
  entity(entityRef: string): string;
}

type Title = Pick<Api.Chatbot, 'name' | 'title' | 'entityRef'>;

const chatbotStores = new WeakMap<ChatbotsApi, NameStore<Title>>();
const entityStores = new WeakMap<EntityPresentationApi, NameStore<string>>();
/** Of an app without a catalog, where nobody tells names. */
const NOBODY = new NameStore<string>(async () => new Map());

/**
 * What chatbots, people and groups are called: the one way in which a name
 * reaches a page, be it in a sentence, a heading, a dialog or a title. Each is
 * isolated, so that it can't turn the words around it.
 *
 * @internal
 */
export function useNames(): Names {
  const chatbots = chatbotStore(useApi(chatbotsApiRef));
  const entities = entityStore(useApiHolder().get(entityPresentationApiRef));
  const titlesKnown = useSyncExternalStore(
    chatbots.subscribe,
    chatbots.version,
  );
  const namesKnown = useSyncExternalStore(entities.subscribe, entities.version);
  return useMemo(
    () => ({
      chatbot: name => isolated(chatbots.get(name)?.title ?? name),
      chatbotRef: name => chatbots.get(name)?.entityRef,
      entity: entityRef =>
        isolated(entities.get(entityRef) ?? shortName(entityRef)),
    }),
    // With every name that becomes known the answers are others.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [chatbots, entities, titlesKnown, namesKnown],
  );
}

/**
 * Keeps the titles that an answer of the registry brings along, so that they
 * are not asked for a second time.
 *
 * @internal
 */
export function learnTitles(
  api: ChatbotsApi,
  chatbots: readonly Title[],
): void {
  chatbotStore(api).learn(new Map(chatbots.map(one => [one.name, one])));
}

/**
 * A reason that the backend gave, with groups and users by what people call
 * them: it says which groups it names in short, and names others by their refs.
 *
 * @internal
 */
export function reasonWithNames(
  { reason, groups = [] }: Pick<Api.MayDecide, 'reason' | 'groups'>,
  names: Names,
): string {
  let done = '';
  let rest = reason;
  for (const group of groups) {
    const short = shortName(group);
    const at = rest.indexOf(short);
    if (at >= 0) {
      done += rest.slice(0, at) + names.entity(group);
      rest = rest.slice(at + short.length);
    }
  }
  return (done + rest).replace(
    /\b(?:group|user):[\w.-]+\/[\w.-]*\w/gi,
    names.entity,
  );
}

function chatbotStore(api: ChatbotsApi): NameStore<Title> {
  let store = chatbotStores.get(api);
  if (!store) {
    store = new NameStore(async keys => {
      const { items } = await api.listChatbotTitles({
        query: { names: keys.join(',') },
      });
      return new Map(items.map(one => [one.name, one]));
    });
    chatbotStores.set(api, store);
  }
  return store;
}

function entityStore(
  api: EntityPresentationApi | undefined,
): NameStore<string> {
  if (!api) {
    return NOBODY;
  }
  let store = entityStores.get(api);
  if (!store) {
    store = new NameStore(
      async keys =>
        new Map(
          await Promise.all(
            keys.map(async key => [key, await nameOf(api, key)] as const),
          ),
        ),
    );
    entityStores.set(api, store);
  }
  return store;
}

async function nameOf(
  api: EntityPresentationApi,
  entityRef: string,
): Promise<string> {
  try {
    const { promise } = api.forEntity(entityRef, {
      defaultKind: parseEntityRef(entityRef).kind,
      defaultNamespace: DEFAULT_NAMESPACE,
    });
    return (await promise).primaryTitle;
  } catch {
    // No ref: a log of before may hold any text.
    return entityRef;
  }
}
