import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { useOptionalRouteRef } from '../../hooks';
import { Written } from '../text';

/** Props of {@link ChatbotLink}. @internal */
export interface ChatbotLinkProps {
  chatbot: string;
  /** Its title, when it is known; what the catalog says otherwise. */
  title?: string;
  /** The Component, when it is known; the default namespace otherwise. */
  entityRef?: string;
}

/**
 * The path of a chatbot's entity page, or undefined without a catalog.
 *
 * @internal
 */
export function useChatbotHref(): (
  chatbot: Pick<ChatbotLinkProps, 'chatbot' | 'entityRef'>,
) => string | undefined {
  const entityPath = useOptionalRouteRef(entityRouteRef);
  return ({ chatbot, entityRef }) => {
    const { namespace, name } = entityRef
      ? parseEntityRef(entityRef)
      : { namespace: DEFAULT_NAMESPACE, name: chatbot };
    return entityPath?.({ kind: 'component', namespace, name });
  };
}

/** A chatbot, linked to its entity page. @internal */
export function ChatbotLink(props: ChatbotLinkProps) {
  const { chatbot, entityRef } = props;
  const href = useChatbotHref()(props);
  const { primaryTitle } = useEntityPresentation(
    entityRef ?? `component:${DEFAULT_NAMESPACE}/${chatbot}`,
  );
  const title = props.title ?? primaryTitle;
  return href ? (
    <Link href={href}>
      <Written>{title}</Written>
    </Link>
  ) : (
    <Text as="span">
      <Written>{title}</Written>
    </Text>
  );
}
