import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import {
  EVALUATION_ORIGIN_KINDS,
  JUDGE_KINDS,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { parseDuration } from './duration';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/@+-]{0,99}$/, {
  error: 'must be a name of up to 100 letters, digits and ._:/@+-',
});

const checkId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'must be lower-case letters, digits and hyphens, 63 at most',
});

const keyName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: 'must be lower-case letters, digits and hyphens, 40 at most',
});

// Adding zero turns -0, which has no canonical form, into 0.
const number = z.number().transform(value => value + 0);

const confidence = z.number().gt(0).lt(1);
const samples = z.int().min(1).max(10_000_000);

const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'must be a duration such as P7D, PT1H, 3d or 36h',
    });
    return z.NEVER;
  }
  return milliseconds;
});

const group = z
  .string()
  .max(200)
  .transform((text, context) => {
    try {
      const ref = parseEntityRef(text, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      });
      if (ref.kind.toLocaleLowerCase('en-US') === 'group') {
        return stringifyEntityRef(ref);
      }
    } catch {
      // Told below, in the policy's words.
    }
    context.addIssue({
      code: 'custom',
      message:
        'must name a group, such as ai-governance or group:default/ai-governance',
    });
    return z.NEVER;
  });

const approvals = z
  .array(z.strictObject({ group, count: z.int().min(1).max(50) }))
  .max(20);

const base = {
  id: checkId,
  title: z.string().min(1).max(200).optional(),
  whenInconclusive: z.enum(['block', 'allow']).optional(),
  advisory: z.boolean().optional(),
};

const measured = { ...base, suite: name, metric: name };

function oneBound(
  check: { min?: number; max?: number },
  context: z.RefinementCtx,
) {
  if ((check.min === undefined) === (check.max === undefined)) {
    context.addIssue({
      code: 'custom',
      message: 'needs exactly one of min and max',
    });
  }
}

const check = z.discriminatedUnion('type', [
  z
    .strictObject({
      ...measured,
      type: z.literal('threshold'),
      min: number.optional(),
      max: number.optional(),
      minimumSamples: samples.optional(),
      confidence: confidence.optional(),
    })
    .superRefine(oneBound),
  z.strictObject({
    ...measured,
    type: z.literal('regression'),
    tolerance: z
      .strictObject({
        absolute: number.pipe(z.number().min(0)).optional(),
        relative: number.pipe(z.number().min(0).max(1)).optional(),
      })
      .refine(
        ({ absolute, relative }) =>
          (absolute === undefined) !== (relative === undefined),
        { error: 'needs exactly one of absolute and relative' },
      ),
    minimumSamples: samples.optional(),
    confidence: confidence.optional(),
  }),
  z
    .strictObject({
      ...measured,
      type: z.literal('worst-slice'),
      min: number.optional(),
      max: number.optional(),
      minimumSamples: samples.optional(),
    })
    .superRefine(oneBound),
  z.strictObject({
    ...base,
    type: z.literal('freshness'),
    suite: name,
    maxAge: duration,
  }),
  z.strictObject({ ...base, type: z.literal('evidence'), suite: name }),
]);

const rules = {
  evidence: z
    .strictObject({
      origins: z.array(z.enum(EVALUATION_ORIGIN_KINDS)).min(1).optional(),
      refs: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
      workflows: z.array(z.string().min(1).max(200)).min(1).max(50).optional(),
      judges: z.array(z.enum(JUDGE_KINDS)).min(1).optional(),
      datasets: z
        .array(
          z.strictObject({
            name,
            revisions: z.array(name).min(1).max(100).optional(),
          }),
        )
        .min(1)
        .max(50)
        .optional(),
    })
    .optional(),
  checks: z
    .array(check)
    .max(100)
    .superRefine((checks, context) => {
      const seen = new Set<string>();
      for (const [index, { id }] of checks.entries()) {
        if (seen.has(id)) {
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `is used twice: ${id}`,
          });
        }
        seen.add(id);
      }
    })
    .optional(),
  requires: z
    .strictObject({
      stage: keyName,
      soak: duration.default(0),
      suites: z.array(name).max(20).default([]),
    })
    .optional(),
  separationOfDuties: z
    .strictObject({
      requester: z.boolean().optional(),
      contributors: z.boolean().optional(),
      bots: z
        .array(
          z
            .string()
            .max(320)
            .transform(text => text.toLocaleLowerCase('en-US')),
        )
        .max(50)
        .optional(),
    })
    .optional(),
  expiry: z
    .strictObject({
      request: duration.optional(),
      approval: duration.optional(),
      permit: duration.optional(),
    })
    .optional(),
};

/**
 * The shape of a policy document, strict at every level: a misspelt rule must not be a rule that is not there.
 *
 * @internal
 */
export const policySchema = z.strictObject({
  apiVersion: z.literal('chatbot-portal/v1alpha1'),
  kind: z.literal('PromotionPolicy'),
  name,
  description: z.string().max(2000).optional(),
  headline: z.strictObject({ suite: name, metric: name }).optional(),
  activation: z.strictObject({
    approvals,
    separationOfDuties: z
      .strictObject({ requester: z.boolean() })
      .default({ requester: true }),
  }),
  stages: z.record(
    keyName,
    z.strictObject({
      ...rules,
      // Not optional: a stage that anybody may promote to has to say so.
      approvals,
      riskClasses: z
        .record(
          keyName,
          z.strictObject({ ...rules, approvals: approvals.optional() }),
        )
        .optional(),
    }),
  ),
});
