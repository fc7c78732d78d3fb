import { z } from 'zod';
import { EventDefinition } from './definition';
import { eventDefinitions, EventType, isEventType } from './ChatbotEvent';

type Part = 'data' | 'people' | 'texts';

/** Names of facts that came to a type at one time. */
type Addition = Partial<Record<Part, readonly string[]>>;

/** What origins tell since hosts are asked what started a run. */
const ORIGIN_FACTS = {
  data: ['runEvent', 'refProtected'],
  texts: ['workflowFile'],
} as const;

/**
 * Facts that were added to a type after events of it had been written, oldest addition first. Nothing but this file knows old
 * shapes.
 *
 * @remarks
 * A body lacks the whole of the last additions: one with some facts of an addition is of no version and is refused. The first
 * additions came when events got types.
 */
const LATER = {
  'chatbot.registered': [{ texts: ['repositoryUrl'] }],
  'chatbot.facts-changed': [
    {
      texts: ['repositoryUrlBefore', 'repositoryUrlAfter'],
    },
  ],
  'token.issued': [{ data: ['tokenDigest'] }],
  'token.exchanged': [
    { data: ['tokenDigest'], texts: ['login'] },
    ORIGIN_FACTS,
  ],
  'token.revoked': [{ data: ['tokenDigest'] }],
  'version.reported': [
    {
      data: ['versionId', 'promptTexts'],
      texts: ['commitsDigest', 'runDigest', 'modelCardDigest'],
    },
    ORIGIN_FACTS,
  ],
  'evaluation.reported': [
    {
      data: ['versionId', 'identityDigest'],
      texts: ['runDigest'],
    },
    ORIGIN_FACTS,
  ],
  'policy.activated': [{ data: ['digest'] }],
  'promotion.requested': [
    {
      data: ['versionId', 'expiresAt'],
      texts: ['summary'],
    },
    { data: ['replacesVersion'], texts: ['contributorsDigest'] },
  ],
  'promotion.reopened': [{ data: ['expiresAt'] }],
  'promotion.rebound': [
    { data: ['digest', 'policyNumber', 'replaces'] },
    { data: ['replacesVersion'] },
  ],
  'promotion.decided': [{ data: ['decisionId'] }],
  'promotion.decision-withdrawn': [{ data: ['decisionId', 'digest'] }],
  'promotion.approved': [{ data: ['expiresAt'] }],
  'promotion.released': [{ data: ['envelopeDigest'] }],
  'promotion.deploying': [
    {
      data: ['strategy', 'replacesVersion', 'fallbackDigest'],
      people: ['approvers'],
      texts: ['idempotencyKey', 'runDigest'],
    },
  ],
  'deployment.step-reported': [{ data: ['promotionId'], texts: ['message'] }],
  'deployment.deployed': [{ data: ['promotionId'] }],
  'deployment.rolled-back': [{ data: ['promotionId'] }],
  'deployment.failed': [{ data: ['promotionId'] }],
} as const satisfies Partial<Record<EventType, readonly Addition[]>>;

type Later = typeof LATER;

const additions: Partial<Record<EventType, readonly Addition[]>> = LATER;

/** Names of the facts of one part that bodies of before lack. */
export type LaterFacts<
  T extends EventType,
  P extends Part,
> = T extends keyof Later ? NamesIn<Later[T][number], P> : never;

type NamesIn<A, P extends Part> = A extends {
  [K in P]: readonly (infer N extends PropertyKey)[];
}
  ? N
  : never;

/** An older version of an event, by the type that has its meaning today. */
interface Legacy {
  type: EventType;
  definition: EventDefinition;
  /** Names of today's facts that it has not. */
  lacks: readonly string[];
}

/** What {@link legacyVersions} made: an old log has a version in most of its events. */
const versions = new Map<EventType, Legacy[]>();

/** The versions of before that a body's event may be of. */
export function legacyVersions(type: string, data: object): Legacy[] {
  // A promotion that lost its quorum was requested a second time.
  const today =
    type === 'promotion.requested' && 'from' in data
      ? 'promotion.reopened'
      : type;
  if (!isEventType(today)) {
    return [];
  }
  const known = versions.get(today) ?? versionsOf(today);
  versions.set(today, known);
  return known;
}

function versionsOf(type: EventType): Legacy[] {
  const added = additions[type] ?? [];
  return added.map((_, kept) => {
    const later = added.slice(kept);
    return {
      type,
      definition: without(eventDefinitions[type], later),
      lacks: later.flatMap(one => Object.values(one).flat()),
    };
  });
}

function without(
  definition: EventDefinition,
  added: readonly Addition[],
): EventDefinition {
  const rest = (part: Part) => {
    const names = new Set(added.flatMap(one => one[part] ?? []));
    return z.strictObject(
      Object.fromEntries(
        Object.entries(definition[part].shape).filter(
          ([name]) => !names.has(name),
        ),
      ),
    );
  };
  return {
    ...definition,
    data: rest('data'),
    people: rest('people'),
    texts: rest('texts'),
  };
}
