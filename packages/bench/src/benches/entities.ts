import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  COMPONENT_TYPE_CHATBOT,
  modelEvaluationEntityName,
  modelVersionEntityName,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

/** The component of a chatbot's repository. */
export function componentOf(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: {
      type: COMPONENT_TYPE_CHATBOT,
      lifecycle: 'production',
      owner: 'group:default/chatbot-team',
    },
  };
}

/** Ref of the entity of a version. */
export function versionRef(
  chatbot: string,
  version: { version: string; digest: string },
): string {
  return stringifyEntityRef({
    kind: 'ModelVersion',
    namespace: 'default',
    name: modelVersionEntityName({ chatbot, ...version }),
  });
}

/** Ref of the entity of an evaluation. */
export function evaluationRef(
  chatbot: string,
  evaluation: { version: string; suite: string; id: string },
): string {
  const { version, suite, id } = evaluation;
  return stringifyEntityRef({
    kind: 'ModelEvaluation',
    namespace: 'default',
    name: modelEvaluationEntityName({ chatbot, version, suite, id }),
  });
}
