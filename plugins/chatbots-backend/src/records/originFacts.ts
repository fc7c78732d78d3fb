import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/**
 * An origin as an audit event tells of it. Ref, workflow and environment are named by people, often after people: their names
 * lie beside the hashed bytes, proven by commitment.
 */
export function originFacts(origin: Api.Origin): {
  data: { origin: Omit<Api.Origin, 'ref' | 'workflow' | 'environment'> };
  texts: Pick<Api.Origin, 'ref' | 'workflow' | 'environment'>;
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
