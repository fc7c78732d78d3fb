import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { DEFAULT_RISK_CLASSES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotRow } from '../database/chatbots';
import { FactsColumns, FactsProposalRow } from '../database/factsProposals';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';

/** The class that counts while nobody has accepted one: the requester's word must not choose the rules. */
export const STRICTEST_RISK_CLASS = DEFAULT_RISK_CLASSES.at(-1) ?? 'high';

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
    ...toFacts(row),
    accepted: row.accepted_proposal !== null,
    ...(row.registered_risk_class === null
      ? {}
      : { registeredRiskClass: row.registered_risk_class as Api.RiskClass }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.demo ? { demo: true } : {}),
  };
}

/** Owner, risk class and repository as the API shows them. */
export function toFacts(row: FactsColumns): Api.ChatbotFacts {
  return {
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
  };
}

/** Owner, risk class and repository alone. */
export function factsOf(row: FactsColumns): FactsColumns {
  return {
    owner: row.owner,
    risk_class: row.risk_class,
    repository_host: row.repository_host,
    repository_id: row.repository_id,
    repository_owner_id: row.repository_owner_id,
    repository_url: row.repository_url,
  };
}

/** The facts that were asked for, accepted or not: what is in force while nobody has accepted a class is none that anybody asked for. */
export function askedFacts(row: ChatbotRow): FactsColumns {
  return {
    ...factsOf(row),
    risk_class: row.registered_risk_class ?? row.risk_class,
  };
}

/** Whether two rows say the same of owner, risk class and repository. */
export function sameFacts(a: FactsColumns, b: FactsColumns): boolean {
  return canonicalJson({ ...factsOf(a) }) === canonicalJson({ ...factsOf(b) });
}

/** Digest of what a reviewer sees of a proposal; whoever decides sends it back. */
export function proposalDigest(row: FactsProposalRow): string {
  return sha256Text(
    canonicalJson({ id: row.id, chatbot: row.chatbot, ...factsOf(row) }),
  );
}

/** What the events of a proposal tell of its facts. */
export function proposedFacts(row: FactsProposalRow) {
  return {
    subject: {
      kind: 'facts-proposal' as const,
      chatbot: row.chatbot,
      id: row.id,
    },
    data: { facts: hashedFacts(row) },
    people: ownerPeople('owner', row.owner),
    texts: {
      ...repositoryOwnerText('repositoryOwner', row),
      repositoryUrl: row.repository_url,
    },
  };
}

/**
 * Facts that may stand in hashed bytes: an owner only where it is a group, for a person's name must be erasable, and so must
 * the number that the git host has for one.
 */
export function hashedFacts(row: FactsColumns) {
  return {
    ...(isPerson(row.owner) ? {} : { owner: row.owner }),
    riskClass: row.risk_class,
    repository: { host: row.repository_host, id: row.repository_id },
  };
}

/** Who owns the repository, for the part of the log that can be erased. */
export function repositoryOwnerText(
  field: string,
  row: FactsColumns,
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
