import { z } from 'zod';
import { EventDefinition } from './definition';
import { eventDefinitions, EventType, isEventType } from './ChatbotEvent';

type Part = 'data' | 'people' | 'texts';

/**
 * Facts that bodies written before the typed events lack, by type. Nothing but this file knows the old shapes.
 *
 * @remarks
 * An old body has none of them: one with some is neither old nor new and is refused. A fact that is added to a type later
 * is optional in its schema, or listed here where no body of before can have it.
 */
const LATER = {
  'chatbot.registered': { texts: ['repositoryUrl'] },
  'chatbot.facts-changed': {
    texts: ['repositoryUrlBefore', 'repositoryUrlAfter'],
  },
  'token.issued': { data: ['tokenDigest'] },
  'token.exchanged': { data: ['tokenDigest'], texts: ['login'] },
  'token.revoked': { data: ['tokenDigest'] },
  'version.reported': {
    data: ['versionId', 'promptTexts'],
    texts: ['commitsDigest', 'runDigest', 'modelCardDigest'],
  },
  'evaluation.reported': {
    data: ['versionId', 'identityDigest'],
    texts: ['runDigest'],
  },
  'policy.activated': { data: ['digest'] },
  'promotion.requested': {
    data: ['versionId', 'expiresAt'],
    texts: ['summary'],
  },
  'promotion.reopened': { data: ['expiresAt'] },
  'promotion.rebound': { data: ['digest', 'policyNumber', 'replaces'] },
  'promotion.decided': { data: ['decisionId'] },
  'promotion.decision-withdrawn': { data: ['decisionId', 'digest'] },
  'promotion.approved': { data: ['expiresAt'] },
  'promotion.released': { data: ['envelopeDigest'] },
  'promotion.deploying': {
    data: ['strategy', 'replacesVersion', 'fallbackDigest'],
    people: ['approvers'],
    texts: ['idempotencyKey', 'runDigest'],
  },
  'deployment.step-reported': { data: ['promotionId'], texts: ['message'] },
  'deployment.deployed': { data: ['promotionId'] },
  'deployment.rolled-back': { data: ['promotionId'] },
  'deployment.failed': { data: ['promotionId'] },
} as const;

type Later = typeof LATER;

const lacking: Partial<
  Record<EventType, Partial<Record<Part, readonly string[]>>>
> = LATER;

/** Names of the facts of one part that bodies of before lack. */
export type LaterFacts<
  T extends EventType,
  P extends Part,
> = T extends keyof Later
  ? Later[T] extends { [K in P]: readonly (infer N)[] }
    ? N & PropertyKey
    : never
  : never;

/** What a body of before tells, by the type that has its meaning today; undefined where there is none of that type. */
export function legacyEvent(
  type: string,
  data: object,
): { type: EventType; definition: EventDefinition } | undefined {
  // A promotion that lost its quorum was requested a second time.
  const today =
    type === 'promotion.requested' && 'from' in data
      ? 'promotion.reopened'
      : type;
  if (!isEventType(today)) {
    return undefined;
  }
  const later = lacking[today];
  if (later === undefined) {
    return undefined;
  }
  const definition: EventDefinition = eventDefinitions[today];
  const without = (part: Part) =>
    z.strictObject(
      Object.fromEntries(
        Object.entries(definition[part].shape).filter(
          ([name]) => !later[part]?.includes(name),
        ),
      ),
    );
  return {
    type: today,
    definition: {
      ...definition,
      data: without('data'),
      people: without('people'),
      texts: without('texts'),
    },
  };
}
