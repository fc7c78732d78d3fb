// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
/** Limits of a report that is sent in parts, over all of them. */
export const IN_PARTS = {
  parts: 100,
  samples: 20000,
  slices: 10000,
  bytes: 67108864,
};

/** Most bytes of one request. */
export const BODY_LIMIT = 5242880;

/** Fields of the report and their limits. */
export const evaluationSchema = {
  type: 'object',
  properties: {
    version: {
      type: 'string',
      maxLength: 63,
      pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$',
    },
    digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    suite: { type: 'string', format: 'name', minLength: 1, maxLength: 100 },
    dataset: {
      type: 'object',
      properties: {
        name: { type: 'string', format: 'name', minLength: 1, maxLength: 100 },
        revision: {
          type: 'string',
          format: 'name',
          minLength: 1,
          maxLength: 100,
        },
        digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    },
    judge: {
      type: 'object',
      properties: {
        name: { type: 'string', format: 'name', minLength: 1, maxLength: 100 },
        kind: { type: 'string', enum: ['llm', 'deterministic', 'stand-in'] },
        digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    },
    metrics: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        properties: {
          name: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          value: { type: 'number' },
          direction: {
            type: 'string',
            enum: ['higher-is-better', 'lower-is-better'],
          },
          unit: {
            type: 'string',
            enum: ['ratio', 'score', 'ms', 's', 'tokens', 'count', 'usd'],
          },
          sampleCount: { type: 'integer', minimum: 0, maximum: 10000000 },
          standardDeviation: { type: 'number', minimum: 0 },
          definitionDigest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      },
    },
    slices: {
      type: 'array',
      maxItems: 1000,
      items: {
        type: 'object',
        properties: {
          slice: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          metric: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          value: { type: 'number' },
          sampleCount: { type: 'integer', minimum: 0, maximum: 10000000 },
        },
      },
    },
    samples: {
      type: 'array',
      maxItems: 2000,
      items: {
        type: 'object',
        properties: {
          sampleId: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          slice: {
            type: 'string',
            format: 'name',
            minLength: 1,
            maxLength: 100,
          },
          scores: {
            type: 'object',
            maxProperties: 50,
            additionalProperties: { type: 'number' },
          },
          reasons: {
            type: 'object',
            maxProperties: 50,
            additionalProperties: {
              type: 'string',
              minLength: 1,
              maxLength: 2000,
            },
          },
          passed: { type: 'boolean' },
          input: { type: 'string', maxLength: 4000 },
          expected: { type: 'string', maxLength: 4000 },
          output: { type: 'string', maxLength: 8000 },
        },
      },
    },
    startedAt: { type: 'string', format: 'date-time' },
    finishedAt: { type: 'string', format: 'date-time' },
    deploymentId: {
      type: 'string',
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
    },
    run: {
      type: 'object',
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 100 },
        attempt: { type: 'integer', minimum: 1, maximum: 10000 },
        workflow: { type: 'string', maxLength: 200 },
        ref: { type: 'string', maxLength: 300 },
        actor: { type: 'string', maxLength: 200 },
        url: { type: 'string', maxLength: 2000, pattern: '^https?://' },
      },
    },
    parts: { type: 'integer', minimum: 1, maximum: 100 },
  },
};
