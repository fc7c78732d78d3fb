import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';

/** The chatbot whose entity page is open. @internal */
export function useEntityChatbot(): { chatbot: string; entityRef: string } {
  const { entity } = useEntity();
  return {
    chatbot: entity.metadata.name,
    entityRef: stringifyEntityRef(entity),
  };
}
