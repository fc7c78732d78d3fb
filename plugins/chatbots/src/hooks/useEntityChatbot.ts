import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_CHATBOT } from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * The chatbot whose entity page is open. The registry's name stands in an
 * annotation; a Component without one goes by its own name.
 *
 * @internal
 */
export function useEntityChatbot(): { chatbot: string; entityRef: string } {
  const { entity } = useEntity();
  return {
    chatbot:
      entity.metadata.annotations?.[ANNOTATION_CHATBOT] ?? entity.metadata.name,
    entityRef: stringifyEntityRef(entity),
  };
}
