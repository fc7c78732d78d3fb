import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import type { GitRepository } from '../git/GitRepository';
import { globPattern } from './glob';

/** As in Gitea: the second is looked into only when the first does not exist. */
const FOLDERS = ['.gitea/workflows', '.github/workflows'];
/** A larger file, in bytes, is no workflow. */
const MAX_WORKFLOW_BYTES = 512 * 1024;

const scalarSchema = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform(value => (value === null ? '' : String(value)));
const environmentSchema = z.record(z.string(), scalarSchema).default({});
const listSchema = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const inputSchema = z
  .object({
    type: z.string().default('string'),
    required: z.boolean().default(false),
    default: scalarSchema.default(''),
    options: z.array(scalarSchema).optional(),
  })
  .nullable()
  .transform(
    value => value ?? { type: 'string', required: false, default: '' },
  );

const filterSchema = z
  .object({
    branches: listSchema.optional(),
    'branches-ignore': listSchema.optional(),
  })
  .nullable()
  .transform(value => value ?? {});

const triggersSchema = z.object({
  push: filterSchema.optional(),
  pull_request: filterSchema.optional(),
  workflow_dispatch: z
    .object({ inputs: z.record(z.string(), inputSchema).nullish() })
    .nullable()
    .transform(value => ({ inputs: value?.inputs ?? {} }))
    .optional(),
});

const stepSchema = z.object({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  if: scalarSchema.optional(),
  env: environmentSchema,
  'working-directory': z.string().optional(),
});

const jobSchema = z.object({
  name: z.string().optional(),
  needs: listSchema.default([]),
  if: scalarSchema.optional(),
  'runs-on': listSchema.default([]),
  'timeout-minutes': z.number().positive().optional(),
  env: environmentSchema,
  steps: z.array(stepSchema),
});

const workflowSchema = z.object({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: z
    .union([
      z.string().transform(event => ({ [event]: null })),
      z
        .array(z.string())
        .transform(events => Object.fromEntries(events.map(e => [e, null]))),
      z.record(z.string(), z.unknown()),
    ])
    .pipe(triggersSchema),
  env: environmentSchema,
  concurrency: z
    .union([
      z.string().transform(group => ({ group })),
      z.object({ group: z.string() }),
    ])
    .optional(),
  jobs: z.record(z.string(), jobSchema),
});

/** One step of a job: a command, or an action that the runner knows. @internal */
export type WorkflowStep = z.infer<typeof stepSchema>;
/** A workflow file: what starts it, and its jobs. @internal */
export type Workflow = z.infer<typeof workflowSchema> & {
  /** Its id in the API: the name of the file. */
  file: string;
  path: string;
};
/** What starts runs by itself. @internal */
export type TriggerEvent = 'push' | 'pull_request';

/** Reads a workflow file. @throws InputError that says what is wrong. @internal */
export function parseWorkflow(path: string, text: string): Workflow {
  const file = path.split('/').pop() ?? path;
  try {
    return { ...workflowSchema.parse(parse(text)), file, path };
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    throw new InputError(
      `The workflow ${file} can't be read: ${
        issue
          ? `${issue.path.join('.')}: ${issue.message}`
          : (error as Error).message.split('\n', 1)[0]
      }`,
    );
  }
}

/** A workflow file of a commit: its name and how to read it. @internal */
export interface WorkflowFile {
  file: string;
  path: string;
  read(): Promise<Workflow>;
}

/** The workflow files of a commit. @internal */
export async function listWorkflows(
  git: GitRepository,
  commit: string,
): Promise<WorkflowFile[]> {
  for (const folder of FOLDERS) {
    if ((await git.entry(commit, folder))?.type === 'tree') {
      const entries = await git.list(commit, folder);
      return entries
        .filter(
          ({ type, size, name }) =>
            type === 'blob' &&
            size <= MAX_WORKFLOW_BYTES &&
            /\.ya?ml$/.test(name),
        )
        .map(({ name, path, sha }) => ({
          file: name,
          path,
          read: async () =>
            parseWorkflow(path, (await git.blob(sha)).toString()),
        }));
    }
  }
  return [];
}

/** Whether an event on a branch (of a pull request: its base) starts a workflow. @internal */
export function isTriggered(
  { on }: Workflow,
  event: TriggerEvent,
  branch: string,
): boolean {
  const filter = on[event];
  if (!filter) {
    return false;
  }
  const { branches, 'branches-ignore': ignored } = filter;
  const matches = (globs: string[]) =>
    globs.some(glob => globPattern(glob).test(branch));
  return (!branches || matches(branches)) && !(ignored && matches(ignored));
}

/** The jobs in an order in which each comes after those it needs. @internal */
export function orderedJobs(workflow: Workflow): string[] {
  const ordered: string[] = [];
  const visit = (key: string, path: string[]) => {
    const job = workflow.jobs[key];
    if (!job || path.includes(key)) {
      throw new InputError(
        `The workflow ${workflow.file} can't be run: its job ${key} ${
          job ? 'needs itself' : 'does not exist'
        }`,
      );
    }
    if (!ordered.includes(key)) {
      job.needs.forEach(needed => visit(needed, [...path, key]));
      ordered.push(key);
    }
  };
  Object.keys(workflow.jobs).forEach(key => visit(key, []));
  return ordered;
}
