import { stringifyEntityRef } from '@backstage/catalog-model';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotRow } from '../../database/chatbots';

/** The chatbot as the API shows it. */
export function toChatbot(row: ChatbotRow): Api.Chatbot {
  return {
    name: row.name,
    namespace: row.namespace,
    entityRef: stringifyEntityRef({
      kind: 'Component',
      namespace: row.namespace,
      name: row.name,
    }),
    title: row.title,
    ...(row.purpose === null ? {} : { purpose: row.purpose }),
    owner: row.owner,
    riskClass: row.risk_class as Api.RiskClass,
    repository: {
      host: row.repository_host,
      id: row.repository_id,
      ...(row.repository_owner_id === null
        ? {}
        : { ownerId: row.repository_owner_id }),
      url: row.repository_url,
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.demo ? { demo: true } : {}),
  };
}
