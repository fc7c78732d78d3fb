import { z } from 'zod';

/** How a run, a job or a step stands. @internal */
export const runStatusSchema = z.enum([
  'queued',
  'running',
  'success',
  'failure',
  'skipped',
  'timed-out',
  'cancelled',
  'interrupted',
]);

/** One command of a job. @internal */
export const stepSchema = z.object({
  name: z.string(),
  status: runStatusSchema,
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  exitCode: z.number().optional(),
});

/** One job of a run. @internal */
export const jobSchema = z.object({
  /** Its name in the workflow file. */
  key: z.string(),
  name: z.string(),
  labels: z.array(z.string()),
  status: runStatusSchema,
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  steps: z.array(stepSchema),
});

const attemptSchema = z.object({
  attempt: z.number(),
  actor: z.string(),
  status: runStatusSchema,
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  reason: z.string().optional(),
  jobs: z.array(jobSchema),
});

/** A run of a workflow. A rerun is its next attempt, as in Gitea; the number stays. @internal */
export const runSchema = attemptSchema.extend({
  id: z.number().int().positive(),
  /** Counts the runs of the repository. */
  number: z.number().int().positive(),
  repositoryId: z.number(),
  /** Name of the workflow file. */
  workflow: z.string(),
  /** What people call it. */
  workflowName: z.string(),
  event: z.enum(['push', 'pull_request', 'workflow_dispatch']),
  /** What started it; the same event never starts two runs of a workflow. */
  eventId: z.string(),
  title: z.string(),
  /** As git names it in full, `refs/heads/main`. */
  ref: z.string(),
  commit: z.string(),
  /** Who started the first attempt; `actor` started the last. */
  startedBy: z.string(),
  createdAt: z.string(),
  inputs: z
    .object({
      inputs: z.record(z.string(), z.union([z.string(), z.boolean()])),
      eventInputs: z.record(z.string(), z.string()),
    })
    .optional(),
  pull: z
    .object({
      number: z.number(),
      title: z.string(),
      base: z.string(),
      head: z.string(),
    })
    .optional(),
  /** Runs of one group never run at the same time. */
  concurrency: z.string().optional(),
  previous: z.array(attemptSchema),
  /** It was cut off with the host and started again by itself; once is enough. */
  isRecovered: z.boolean(),
  /** The folder to remove and the process group to end when the host died in the middle. */
  workspace: z.string().optional(),
  process: z.object({ pid: z.number(), startedAt: z.string() }).optional(),
});

/** See {@link runSchema}. @internal */
export type RunRecord = z.infer<typeof runSchema>;
/** See {@link jobSchema}. @internal */
export type JobRecord = z.infer<typeof jobSchema>;
/** One try of a run; the last one is the run itself. @internal */
export type RunAttempt = z.infer<typeof attemptSchema>;
/** See {@link runStatusSchema}. @internal */
export type RunStatus = z.infer<typeof runStatusSchema>;

/** Room for the jobs of one run in the numbers of jobs. */
const JOBS_PER_RUN = 1000;

/** A job's number in the API. @internal */
export function jobIdOf(runId: number, index: number): number {
  return runId * JOBS_PER_RUN + index + 1;
}

/** The run and place of a job's number. @internal */
export function locateJob(jobId: number): { runId: number; index: number } {
  return {
    runId: Math.floor(jobId / JOBS_PER_RUN),
    index: (jobId % JOBS_PER_RUN) - 1,
  };
}
