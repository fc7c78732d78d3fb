import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { useNames, useOptionalRouteRef } from '../../hooks';
import { Written } from '../text';

/** Props of {@link ChatbotLink}. @internal */
export interface ChatbotLinkProps {
  chatbot: string;
  /** Its title, or words in its place; what the registry says otherwise. */
  title?: string;
  /** The Component, when it is known; what the registry says otherwise, or the default namespace. */
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
  const names = useNames();
  return ({ chatbot, entityRef = names.chatbotRef(chatbot) }) => {
    const { namespace, name } = entityRef
      ? parseEntityRef(entityRef)
      : { namespace: DEFAULT_NAMESPACE, name: chatbot };
    return entityPath?.({ kind: 'component', namespace, name });
  };
}

/** A chatbot, linked to its entity page. @internal */
export function ChatbotLink(props: ChatbotLinkProps) {
  const names = useNames();
  const href = useChatbotHref()(props);
  const title = props.title ?? names.chatbot(props.chatbot);
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
