import type { JsonObject } from '@backstage/types';
import { PROMOTION_STATES } from '../model/PromotionState';
import { CHATBOT_PORTAL_API_VERSION } from './constants';
import type { ChatbotPortalKind } from './entities';

const text: JsonObject = { type: 'string', minLength: 1, maxLength: 300 };
const entityRef: JsonObject = {
  type: 'string',
  maxLength: 300,
  pattern: '^[a-zA-Z]+:[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$',
};

/**
 * JSON Schema (draft 07) of each kind, for `entityKindSchemaValidator` of `@backstage/catalog-model`. Specs are closed: what is
 * not named here has no business in a search row.
 *
 * @public
 */
export const entitySchemas: Readonly<Record<ChatbotPortalKind, JsonObject>> = {
  ModelVersion: kind(
    'ModelVersion',
    {
      type: text,
      chatbot: entityRef,
      owner: entityRef,
      version: text,
      digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      verdict: {
        type: 'string',
        enum: ['pass', 'fail', 'inconclusive', 'none'],
      },
      stages: { type: 'array', items: text, maxItems: 20 },
    },
    [],
  ),
  ModelEvaluation: kind(
    'ModelEvaluation',
    {
      type: text,
      modelVersion: entityRef,
      owner: entityRef,
      id: text,
      judge: text,
      dataset: text,
      finishedAt: text,
    },
    [],
  ),
  DeploymentStage: kind(
    'DeploymentStage',
    {
      type: text,
      chatbot: entityRef,
      owner: entityRef,
      modelVersion: entityRef,
      since: text,
    },
    ['modelVersion', 'since'],
  ),
  PromotionApproval: kind(
    'PromotionApproval',
    {
      type: text,
      modelVersion: entityRef,
      owner: entityRef,
      id: text,
      state: { type: 'string', enum: [...PROMOTION_STATES] },
      approved: { type: 'boolean' },
    },
    [],
  ),
};

function kind(
  name: ChatbotPortalKind,
  properties: JsonObject,
  optional: string[],
): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema',
    $id: `${name}V1alpha1`,
    allOf: [
      { $ref: 'Entity' },
      {
        type: 'object',
        required: ['spec'],
        properties: {
          apiVersion: { enum: [CHATBOT_PORTAL_API_VERSION] },
          kind: { enum: [name] },
          spec: {
            type: 'object',
            required: Object.keys(properties).filter(
              key => !optional.includes(key),
            ),
            properties,
            additionalProperties: false,
          },
        },
      },
    ],
  };
}
