import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useOptionalRouteRef } from '../../hooks';
import { promotionRouteRef, versionRouteRef } from '../../routes';
import { useChatbotHref } from '../shared';

/** The page of the thing that an event is about, where it has one. @internal */
export function useSubjectHref(): (
  subject: Api.AuditEvent['subject'],
) => string | undefined {
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const versionPath = useOptionalRouteRef(versionRouteRef);
  const chatbotHref = useChatbotHref();
  return ({ kind, chatbot, id }) => {
    if (kind === 'promotion') {
      return promotionPath?.({ promotionId: id });
    }
    if (kind === 'model-version' && chatbot !== undefined) {
      return versionPath?.({ chatbot, version: id });
    }
    return chatbot === undefined ? undefined : chatbotHref({ chatbot });
  };
}
