import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { JsonObject } from '@backstage/types';

/**
 * An origin as an audit event tells of it. Ref, workflow and environment are named by people, often after people: their names
 * lie beside the hashed bytes, proven by commitment.
 */
export function originFacts(origin: Api.Origin): {
  data: { origin: JsonObject };
  texts: Record<string, string>;
} {
  const { ref, workflow, environment, ...hashed } = origin;
  return {
    data: { origin: hashed },
    texts: {
      ...(ref === undefined ? {} : { ref }),
      ...(workflow === undefined ? {} : { workflow }),
      ...(environment === undefined ? {} : { environment }),
    },
  };
}
