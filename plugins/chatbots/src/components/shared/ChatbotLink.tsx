import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { useOptionalRouteRef } from '../../hooks';
import { Written } from '../text';

/** Props of {@link ChatbotLink}. @internal */
export interface ChatbotLinkProps {
  chatbot: string;
  /** What to show instead of the name. */
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
  const { chatbot, title } = props;
  const href = useChatbotHref()(props);
  return href ? (
    <Link href={href}>
      <Written>{title ?? chatbot}</Written>
    </Link>
  ) : (
    <Text as="span">
      <Written>{title ?? chatbot}</Written>
    </Text>
  );
}
