import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { GitRepository } from '../git/GitRepository';
import { JsonDocument } from './JsonDocument';
import { assertOwnerName, assertRepositoryName, isBranchName } from './names';
import {
  repositorySchema,
  type CollaboratorAccess,
  type RepositoryRecord,
} from './RepositoryRecord';

const stateSchema = z.object({
  nextId: z.number().int().positive(),
  organizations: z.array(z.string()),
  repositories: z.array(repositorySchema),
});

type State = z.infer<typeof stateSchema>;

/** What a new repository is made of. @internal */
export interface NewRepository {
  owner: string;
  name: string;
  description?: string;
  private?: boolean;
  defaultBranch?: string;
}

/** What may change on a repository; its number may not. @internal */
export interface RepositoryChange {
  name?: string;
  description?: string;
  private?: boolean;
  defaultBranch?: string;
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Owners and repositories. Folders on disk are named after the number alone, so no name ever becomes a path.
 *
 * @internal
 */
export class RepositoryStore {
  readonly #document: JsonDocument<State>;
  readonly #folder: string;

  private constructor(document: JsonDocument<State>, folder: string) {
    this.#document = document;
    this.#folder = folder;
  }

  static async create(
    root: string,
    organizations: readonly string[],
  ): Promise<RepositoryStore> {
    const document = await JsonDocument.open<State>(
      join(root, 'state', 'repositories.json'),
      stateSchema,
      { nextId: 1, organizations: [], repositories: [] },
    );
    const store = new RepositoryStore(document, join(root, 'repositories'));
    for (const name of organizations) {
      if (!store.findOrganization(name)) {
        await store.createOrganization(name);
      }
    }
    return store;
  }

  get organizations(): readonly string[] {
    return this.#document.value.organizations;
  }

  findOrganization(name: string): string | undefined {
    return this.organizations.find(known => sameName(known, name));
  }

  async createOrganization(name: string): Promise<void> {
    assertOwnerName(name);
    await this.#document.update(draft => {
      if (draft.organizations.some(known => sameName(known, name))) {
        throw new ConflictError(`The organization ${name} exists already`);
      }
      draft.organizations.push(name);
    });
  }

  list(): readonly RepositoryRecord[] {
    return this.#document.value.repositories;
  }

  find(owner: string, name: string): RepositoryRecord | undefined {
    return this.list().find(
      known => sameName(known.owner, owner) && sameName(known.name, name),
    );
  }

  findById(id: number): RepositoryRecord | undefined {
    return this.list().find(known => known.id === id);
  }

  /** The bare repository of a record. */
  git(id: number): GitRepository {
    return GitRepository.at(join(this.#folder, `${id}.git`));
  }

  /** Makes the folder before the record: a crash between the two leaves a folder that the next attempt replaces. */
  async create(input: NewRepository): Promise<RepositoryRecord> {
    assertOwnerName(input.owner);
    assertRepositoryName(input.name);
    const defaultBranch = input.defaultBranch || 'main';
    if (!isBranchName(defaultBranch)) {
      throw new InputError('The default branch is not a valid branch name');
    }
    const id = await this.#document.update(draft => {
      assertFree(draft, input.owner, input.name);
      draft.nextId += 1;
      return draft.nextId - 1;
    });
    await rm(join(this.#folder, `${id}.git`), { recursive: true, force: true });
    await this.git(id).initialise(defaultBranch);
    const now = new Date().toISOString();
    return this.#document.update(draft => {
      assertFree(draft, input.owner, input.name);
      const record: RepositoryRecord = {
        id,
        owner: input.owner,
        name: input.name,
        description: input.description ?? '',
        private: input.private ?? false,
        defaultBranch,
        createdAt: now,
        updatedAt: now,
        collaborators: {},
      };
      draft.repositories.push(record);
      return structuredClone(record);
    });
  }

  async change(
    id: number,
    change: RepositoryChange,
  ): Promise<RepositoryRecord> {
    if (change.name !== undefined) {
      assertRepositoryName(change.name);
    }
    if (change.defaultBranch !== undefined) {
      if (!isBranchName(change.defaultBranch)) {
        throw new InputError('The default branch is not a valid branch name');
      }
      await this.git(id).setHead(change.defaultBranch);
    }
    return this.#document.update(draft => {
      const record = mustFind(draft, id);
      if (change.name !== undefined && !sameName(change.name, record.name)) {
        assertFree(draft, record.owner, change.name);
      }
      Object.assign(
        record,
        Object.fromEntries(
          Object.entries(change).filter(([, value]) => value !== undefined),
        ),
        { updatedAt: new Date().toISOString() },
      );
      return structuredClone(record);
    });
  }

  async remove(id: number): Promise<void> {
    await this.#document.update(draft => {
      draft.repositories = draft.repositories.filter(known => known.id !== id);
    });
    await rm(join(this.#folder, `${id}.git`), { recursive: true, force: true });
  }

  /** Gives an account a right; `undefined` takes it away. Tells whether it had one. */
  async setCollaborator(
    id: number,
    login: string,
    access: CollaboratorAccess | undefined,
  ): Promise<boolean> {
    const key = login.toLowerCase();
    return this.#document.update(draft => {
      const { collaborators } = mustFind(draft, id);
      const had = key in collaborators;
      if (access) {
        collaborators[key] = access;
      } else {
        delete collaborators[key];
      }
      return had;
    });
  }
}

function assertFree(draft: State, owner: string, name: string): void {
  const taken = draft.repositories.some(
    known => sameName(known.owner, owner) && sameName(known.name, name),
  );
  if (taken) {
    throw new ConflictError(
      'The repository with the same name already exists.',
    );
  }
}

function mustFind(draft: State, id: number): RepositoryRecord {
  const record = draft.repositories.find(known => known.id === id);
  if (!record) {
    throw new NotFoundError('The repository does not exist.');
  }
  return record;
}
