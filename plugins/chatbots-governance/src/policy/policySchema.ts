import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import {
  EVALUATION_ORIGIN_KINDS,
  JUDGE_KINDS,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { RegisteredChecks } from '../checks';
import { PolicyCheck } from './PolicyCheck';
import { policyFields } from './policyFields';

const { name, duration } = policyFields;

const checkId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'must be lower-case letters, digits and hyphens, 63 at most',
});

const keyName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: 'must be lower-case letters, digits and hyphens, 40 at most',
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

/** Fields that every check has, whatever its type. */
const checkBase = z.object({
  id: checkId,
  title: z.string().min(1).max(200).optional(),
  whenInconclusive: z.enum(['block', 'allow']).optional(),
  advisory: z.boolean().optional(),
});

const BASE_FIELDS = [...Object.keys(checkBase.shape), 'type', 'unreadable'];

/** A check as its definition reads it; fields of a type that nobody registered stay as they are written. */
function readCheck(
  value: unknown,
  context: z.RefinementCtx,
  { checks, inForce }: SchemaOptions,
): PolicyCheck {
  const common = checkBase
    .extend({ type: z.string().min(1).max(100) })
    .safeParse(value);
  if (!common.success) {
    common.error.issues.forEach(issue => context.issues.push(forward(issue)));
    return z.NEVER;
  }
  const { type } = common.data;
  const own = Object.fromEntries(
    Object.entries(value as object).filter(
      ([field]) => !BASE_FIELDS.includes(field),
    ),
  );
  if (!inForce && Object.hasOwn(value as object, 'unreadable')) {
    context.addIssue({
      code: 'unrecognized_keys',
      keys: ['unreadable'],
      input: own,
    });
  }
  const definition = checks.get(type);
  if (!definition) {
    if (!inForce) {
      context.addIssue({
        code: 'custom',
        path: ['type'],
        message: `is no registered check: ${type}; there are ${checks.types.join(
          ', ',
        )}`,
        params: { unregistered: type },
      });
    }
    return { ...common.data, ...own };
  }
  const read = definition.schema.safeParse(own, { reportInput: false });
  if (read.success) {
    return { ...common.data, ...read.data };
  }
  // The module of today may read another language than the one of yesterday; the policy was in force before it came.
  if (inForce && !checks.isBuiltIn(type)) {
    const [{ path, message }] = read.error.issues;
    return {
      ...common.data,
      ...own,
      unreadable: [path.join('.'), message].filter(Boolean).join(' '),
    };
  }
  read.error.issues.forEach(issue => context.issues.push(forward(issue)));
  return z.NEVER;
}

/** An issue of another schema, at the same place below the check. */
function forward(issue: z.core.$ZodIssue): z.core.$ZodRawIssue {
  const { path, message } = issue;
  return issue.code === 'unrecognized_keys'
    ? { code: issue.code, keys: issue.keys, path, message, input: undefined }
    : { code: 'custom', path, message, input: undefined };
}

/** Rules of a stage or of a risk class within it. */
const rulesShape = (options: SchemaOptions) => ({
  evidence: z
    .strictObject({
      origins: z.array(z.enum(EVALUATION_ORIGIN_KINDS)).min(1).optional(),
      refs: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
      events: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
      protectedRefs: z.literal(true).optional(),
      workflows: z.array(z.string().min(1).max(200)).min(1).max(50).optional(),
      workflowFiles: z
        .array(z.string().min(1).max(300))
        .min(1)
        .max(50)
        .optional(),
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
    .array(
      z
        .unknown()
        .transform((value, context) => readCheck(value, context, options)),
    )
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
});

/** By which checks a policy is read. @internal */
export interface SchemaOptions {
  checks: RegisteredChecks;
  /** Whether the policy was activated already: then checks that can't be read any more are kept, and block. */
  inForce: boolean;
}

/**
 * The shape of a policy document, strict at every level: a misspelt rule must not be a rule that is not there.
 *
 * @internal
 */
export function policySchema(options: SchemaOptions) {
  const rules = rulesShape(options);
  return z.strictObject({
    apiVersion: z.literal('chatbot-portal/v1alpha1'),
    kind: z.literal('PromotionPolicy'),
    name,
    description: z.string().max(2000).optional(),
    headline: z
      .strictObject({
        suite: name,
        metric: name,
        otherwise: z.array(name).min(1).max(5).optional(),
      })
      .optional(),
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
}
