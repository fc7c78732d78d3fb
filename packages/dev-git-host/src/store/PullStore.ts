import { NotFoundError } from '@backstage/errors';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonDocument } from './JsonDocument';

const reviewSchema = z.object({
  id: z.number(),
  login: z.string(),
  state: z.enum(['APPROVED', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string(),
  commit: z.string(),
  createdAt: z.string(),
});

const commentSchema = z.object({
  id: z.number(),
  poster: z.string(),
  body: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const pullSchema = z.object({
  id: z.number(),
  repositoryId: z.number(),
  number: z.number(),
  poster: z.string(),
  title: z.string(),
  body: z.string(),
  head: z.string(),
  base: z.string(),
  /** Commits of both branches when it ended: afterwards the branches move on. */
  ended: z
    .object({ headCommit: z.string(), baseCommit: z.string() })
    .optional(),
  state: z.enum(['open', 'closed']),
  merged: z
    .object({ by: z.string(), at: z.string(), commit: z.string() })
    .optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().optional(),
  comments: z.array(commentSchema),
  reviews: z.array(reviewSchema),
});

const stateSchema = z.object({
  nextId: z.number(),
  pulls: z.array(pullSchema),
});

type State = z.infer<typeof stateSchema>;

/** A pull request with its comments and reviews. @internal */
export type PullRecord = z.infer<typeof pullSchema>;
/** A comment on a pull request. @internal */
export type CommentRecord = z.infer<typeof commentSchema>;
/** A review of a pull request. @internal */
export type ReviewRecord = z.infer<typeof reviewSchema>;

/** Pull requests of all repositories. Numbers count per repository. @internal */
export class PullStore {
  readonly #document: JsonDocument<State>;

  private constructor(document: JsonDocument<State>) {
    this.#document = document;
  }

  static async create(root: string): Promise<PullStore> {
    return new PullStore(
      await JsonDocument.open<State>(
        join(root, 'state', 'pulls.json'),
        stateSchema,
        { nextId: 1, pulls: [] },
      ),
    );
  }

  /** Newest first. */
  list(repositoryId: number): PullRecord[] {
    return this.#document.value.pulls
      .filter(known => known.repositoryId === repositoryId)
      .reverse();
  }

  find(repositoryId: number, number: number): PullRecord {
    const found = this.list(repositoryId).find(
      known => known.number === number,
    );
    if (!found) {
      throw new NotFoundError("The target couldn't be found.");
    }
    return found;
  }

  async add(
    input: Pick<
      PullRecord,
      'repositoryId' | 'poster' | 'title' | 'body' | 'head' | 'base'
    >,
  ): Promise<PullRecord> {
    return this.#document.update(draft => {
      const now = new Date().toISOString();
      const added: PullRecord = {
        ...input,
        id: draft.nextId,
        number:
          draft.pulls.filter(known => known.repositoryId === input.repositoryId)
            .length + 1,
        state: 'open',
        createdAt: now,
        updatedAt: now,
        comments: [],
        reviews: [],
      };
      draft.nextId += 1;
      draft.pulls.push(added);
      return added;
    });
  }

  /** Changes what `change` changes. */
  async update(
    pull: PullRecord,
    change: (draft: PullRecord) => void,
  ): Promise<PullRecord> {
    return this.#document.update(draft => {
      const found = mustFind(draft, pull.id);
      change(found);
      found.updatedAt = new Date().toISOString();
      return structuredClone(found);
    });
  }

  async comment(
    pull: PullRecord,
    poster: string,
    body: string,
  ): Promise<CommentRecord> {
    return this.#document.update(draft => {
      const now = new Date().toISOString();
      const added = {
        id: draft.nextId,
        poster,
        body,
        createdAt: now,
        updatedAt: now,
      };
      draft.nextId += 1;
      const found = mustFind(draft, pull.id);
      found.comments.push(added);
      found.updatedAt = now;
      return added;
    });
  }

  /** A comment of a repository with its pull request. */
  findComment(repositoryId: number, id: number) {
    for (const pull of this.list(repositoryId)) {
      const comment = pull.comments.find(known => known.id === id);
      if (comment) {
        return { pull, comment };
      }
    }
    throw new NotFoundError("The target couldn't be found.");
  }

  async review(
    pull: PullRecord,
    review: Omit<ReviewRecord, 'id' | 'createdAt'>,
  ): Promise<ReviewRecord> {
    return this.#document.update(draft => {
      const added = {
        ...review,
        id: draft.nextId,
        createdAt: new Date().toISOString(),
      };
      draft.nextId += 1;
      mustFind(draft, pull.id).reviews.push(added);
      return added;
    });
  }

  async removeAll(repositoryId: number): Promise<void> {
    await this.#document.update(draft => {
      draft.pulls = draft.pulls.filter(
        known => known.repositoryId !== repositoryId,
      );
    });
  }
}

function mustFind(draft: State, id: number): PullRecord {
  const found = draft.pulls.find(known => known.id === id);
  if (!found) {
    throw new NotFoundError("The target couldn't be found.");
  }
  return found;
}
