import { canonicalJson } from '@chatbot-portal/transparency-log';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** Parts of an origin that lie beside the hashed bytes. */
export const ORIGIN_TEXTS = [
  'ref',
  'workflow',
  'workflowFile',
  'environment',
] as const;

type OriginText = (typeof ORIGIN_TEXTS)[number];

/** What an event tells of an origin. */
export interface OriginFacts {
  data: {
    origin: Omit<Api.Origin, OriginText | 'event' | 'protected'>;
    runEvent: string | null;
    refProtected: boolean | null;
  };
  texts: Pick<Api.Origin, OriginText>;
}

/**
 * An origin as an audit event tells of it. Ref, workflow and environment are named by people, often after people: their names
 * lie beside the hashed bytes, proven by commitment.
 */
export function originFacts(origin: Api.Origin): OriginFacts {
  const { ref, workflow, workflowFile, environment, ...rest } = origin;
  const { event, protected: isProtected, ...hashed } = rest;
  return {
    data: {
      origin: hashed,
      runEvent: event ?? null,
      refProtected: isProtected ?? null,
    },
    texts: {
      ...(ref === undefined ? {} : { ref }),
      ...(workflow === undefined ? {} : { workflow }),
      ...(workflowFile === undefined ? {} : { workflowFile }),
      ...(environment === undefined ? {} : { environment }),
    },
  };
}

/**
 * Whether an event tells these facts. One of before told neither the event of a run nor whether its ref was protected, and
 * origins of that time had neither: nobody may add them later.
 */
export function tellsOrigin(
  told: Pick<OriginFacts['data'], 'origin'> & Partial<OriginFacts['data']>,
  facts: OriginFacts['data'],
): boolean {
  return (
    canonicalJson(told.origin) === canonicalJson(facts.origin) &&
    (told.runEvent ?? null) === facts.runEvent &&
    (told.refProtected ?? null) === facts.refProtected
  );
}
