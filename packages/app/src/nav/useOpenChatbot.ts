import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useApiHolder, useAppLocation } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { isChatbotEntity } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useEffect, useState } from 'react';

/** The page of all chatbots: where they are at home. @internal */
export const CHATBOTS_PATH = '/chatbots';

/** Kinds of the catalog that the portal's registry fills beside the chatbots themselves. */
const OF_CHATBOTS = [
  'modelversion',
  'modelevaluation',
  'deploymentstage',
  'promotionapproval',
];

/** A page of the catalog that is about a chatbot. @internal */
export interface OpenChatbot {
  /** What the page is about, as people call it. */
  title: string;
  /** Address of the page. */
  href: string;
}

/**
 * The chatbot whose page in the catalog is open: its home in the navigation is
 * the list of chatbots, not the catalog, which has everything else as well.
 *
 * @internal
 */
export function useOpenChatbot(): OpenChatbot | undefined {
  const { pathname } = useAppLocation();
  const catalogApi = useApiHolder().get(catalogApiRef);
  const entityRef = refOf(pathname);
  const [entity, setEntity] = useState<Entity>();
  useEffect(() => {
    let isLeft = false;
    const load = async (ref: string) => {
      const found = await catalogApi?.getEntityByRef(ref);
      if (!isLeft) {
        setEntity(found);
      }
    };
    if (entityRef !== undefined) {
      // The page itself says when the catalog does not answer.
      load(entityRef).catch(() => {});
    }
    return () => {
      isLeft = true;
    };
  }, [catalogApi, entityRef]);
  return entity && stringifyEntityRef(entity) === entityRef
    ? openChatbotOf(entity, pathname)
    : undefined;
}

function openChatbotOf(entity: Entity, href: string): OpenChatbot | undefined {
  const title = entity.metadata.title ?? entity.metadata.name;
  const isOfChatbot =
    isChatbotEntity(entity) ||
    OF_CHATBOTS.includes(entity.kind.toLocaleLowerCase('en-US'));
  return isOfChatbot ? { title, href } : undefined;
}

/** The entity of a page of the catalog, of a kind that may be about a chatbot. */
function refOf(pathname: string): string | undefined {
  const [, page, namespace, kind, name] = pathname.split('/');
  if (page !== 'catalog' || !name) {
    return undefined;
  }
  try {
    const ref = `${kind}:${namespace}/${decodeURIComponent(name)}`;
    const isOurs = ['component', ...OF_CHATBOTS].includes(
      kind.toLocaleLowerCase('en-US'),
    );
    return isOurs ? stringifyEntityRef(parseEntityRef(ref)) : undefined;
  } catch {
    return undefined;
  }
}
