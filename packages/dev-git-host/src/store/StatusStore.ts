import { join } from 'node:path';
import { z } from 'zod';
import { JsonDocument } from './JsonDocument';

/** The words that Gitea takes, the worst first: the combined state is the first that any context has. @internal */
export const STATUS_STATES = [
  'error',
  'failure',
  'pending',
  'warning',
  'success',
  'skipped',
] as const;

const statusSchema = z.object({
  id: z.number(),
  repositoryId: z.number(),
  sha: z.string(),
  state: z.string(),
  context: z.string(),
  description: z.string(),
  targetUrl: z.string(),
  creator: z.string(),
  createdAt: z.string(),
});

const stateSchema = z.object({
  nextId: z.number(),
  statuses: z.array(statusSchema),
});

type State = z.infer<typeof stateSchema>;

/** What somebody says of a commit. @internal */
export type CommitStatus = z.infer<typeof statusSchema>;

/** The most statuses that are kept; the oldest go first. */
const MAX_STATUSES = 5000;

/** Commit statuses. The newest of a context counts. @internal */
export class StatusStore {
  readonly #document: JsonDocument<State>;

  private constructor(document: JsonDocument<State>) {
    this.#document = document;
  }

  static async create(root: string): Promise<StatusStore> {
    return new StatusStore(
      await JsonDocument.open<State>(
        join(root, 'state', 'statuses.json'),
        stateSchema,
        { nextId: 1, statuses: [] },
      ),
    );
  }

  async add(
    repositoryId: number,
    status: Omit<CommitStatus, 'id' | 'repositoryId' | 'createdAt'>,
  ): Promise<CommitStatus> {
    return this.#document.update(draft => {
      const added = {
        ...status,
        id: draft.nextId,
        repositoryId,
        createdAt: new Date().toISOString(),
      };
      draft.nextId += 1;
      draft.statuses.push(added);
      draft.statuses = draft.statuses.slice(-MAX_STATUSES);
      return added;
    });
  }

  /** All of a commit, newest first. */
  list(repositoryId: number, sha: string): CommitStatus[] {
    return this.#document.value.statuses
      .filter(known => known.repositoryId === repositoryId && known.sha === sha)
      .reverse();
  }

  /** The newest of each context. */
  latest(repositoryId: number, sha: string): CommitStatus[] {
    const seen = new Set<string>();
    return this.list(repositoryId, sha).filter(({ context }) => {
      const isNew = !seen.has(context);
      seen.add(context);
      return isNew;
    });
  }

  async removeAll(repositoryId: number): Promise<void> {
    await this.#document.update(draft => {
      draft.statuses = draft.statuses.filter(
        known => known.repositoryId !== repositoryId,
      );
    });
  }
}

/** One word for all contexts of a commit. @internal */
export function combinedState(statuses: readonly CommitStatus[]): string {
  return (
    STATUS_STATES.find(state =>
      statuses.some(known => known.state === state),
    ) ?? 'pending'
  );
}
