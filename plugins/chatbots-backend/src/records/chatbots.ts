import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ChatbotRow } from '../database/chatbots';

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

/**
 * Facts that may stand in hashed bytes: an owner only where it is a group, for a person's name must be erasable, and so must
 * the number that the git host has for one.
 */
export function hashedFacts(row: ChatbotRow) {
  return {
    ...(isPerson(row.owner) ? {} : { owner: row.owner }),
    riskClass: row.risk_class,
    repository: { host: row.repository_host, id: row.repository_id },
  };
}

/** Who owns the repository, for the part of the log that can be erased. */
export function repositoryOwnerText(
  field: string,
  row: ChatbotRow,
): Record<string, string> {
  return row.repository_owner_id === null
    ? {}
    : { [field]: row.repository_owner_id };
}

/** The person who owns a chatbot, for the part of the log that can be erased. */
export function ownerPeople(
  role: string,
  owner: string,
): Record<string, string[]> {
  return isPerson(owner) ? { [role]: [owner] } : {};
}

function isPerson(ref: string): boolean {
  return ref.startsWith('user:');
}
