import {
  getCompoundEntityRef,
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
  /** The chatbot that it belongs to, where it is about a part of one. */
  of: { title: string; href: string } | undefined;
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
  const [open, setOpen] = useState<{ entity?: Entity; chatbot?: Entity }>({});
  useEffect(() => {
    let isLeft = false;
    const load = async (ref: string) => {
      const entity = await catalogApi?.getEntityByRef(ref);
      const chatbotRef = entity && chatbotRefOf(entity);
      const chatbot =
        chatbotRef && (await catalogApi?.getEntityByRef(chatbotRef));
      if (!isLeft) {
        setOpen({ entity, chatbot: chatbot || undefined });
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
  const { entity, chatbot } = open;
  return entity && stringifyEntityRef(entity) === entityRef
    ? openChatbotOf(entity, { href: pathname, chatbot })
    : undefined;
}

function openChatbotOf(
  entity: Entity,
  { href, chatbot }: { href: string; chatbot: Entity | undefined },
): OpenChatbot | undefined {
  const isOfChatbot = isChatbotEntity(entity) || isPart(entity);
  return isOfChatbot
    ? {
        title: titleOf(entity),
        href,
        of: chatbot && { title: titleOf(chatbot), href: pageOf(chatbot) },
      }
    : undefined;
}

/** The chatbot that an entity is a part of, as its spec names it. */
function chatbotRefOf(entity: Entity): string | undefined {
  const ref = isPart(entity) ? entity.spec?.chatbot : undefined;
  return typeof ref === 'string' ? ref : undefined;
}

function isPart({ kind }: Entity): boolean {
  return OF_CHATBOTS.includes(kind.toLocaleLowerCase('en-US'));
}

function titleOf({ metadata }: Entity): string {
  return metadata.title ?? metadata.name;
}

function pageOf(entity: Entity): string {
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const kindInPath = kind.toLocaleLowerCase('en-US');
  return `/catalog/${namespace}/${kindInPath}/${encodeURIComponent(name)}`;
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
