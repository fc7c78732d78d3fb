import { z } from 'zod';

/** How a run or a step stands. @internal */
export const runStatusSchema = z.enum([
  'waiting-for-secrets',
  'queued',
  'running',
  'success',
  'failure',
  'timed-out',
  'cancelled',
  'interrupted',
]);

/** One command of a run. @internal */
export const stepSchema = z.object({
  name: z.string(),
  status: runStatusSchema,
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  exitCode: z.number().optional(),
});

/** What the portal released and a deploy job carries out. @internal */
export const promotionSchema = z.object({
  id: z.string().min(1).max(200),
  stage: z.string().min(1).max(100),
  version: z.string().max(300).optional(),
  digest: z.string().max(200).optional(),
});

/** A run of a repository's pipeline. @internal */
export const runSchema = z.object({
  id: z.number().int().positive(),
  repositoryId: z.number(),
  kind: z.enum(['ci', 'deploy']),
  event: z.enum(['push', 'promotion', 'rerun', 'recovery']),
  /** What started it; the same event never starts two runs. */
  eventId: z.string(),
  title: z.string(),
  branch: z.string(),
  commit: z.string(),
  actor: z.string(),
  attempt: z.number(),
  status: runStatusSchema,
  createdAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  /** Why it ended, for people. */
  reason: z.string().optional(),
  promotion: promotionSchema.optional(),
  /** The secrets that a waiting run needs before it may start. */
  requiredSecrets: z.array(z.string()).optional(),
  steps: z.array(stepSchema),
  /** The folder to remove and the process group to end when the host died in the middle. */
  workspace: z.string().optional(),
  process: z.object({ pid: z.number(), startedAt: z.string() }).optional(),
});

/** See {@link runSchema}. @internal */
export type RunRecord = z.infer<typeof runSchema>;
/** See {@link runStatusSchema}. @internal */
export type RunStatus = z.infer<typeof runStatusSchema>;
/** See {@link promotionSchema}. @internal */
export type ReleasedPromotion = z.infer<typeof promotionSchema>;
