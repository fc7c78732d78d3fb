import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonDocument } from './JsonDocument';
import { normaliseSecretName } from './names';

const MAX_VALUE_LENGTH = 65_536;

const variableSchema = z.object({ value: z.string(), description: z.string() });
const stateSchema = z.record(z.string(), z.record(z.string(), variableSchema));

type State = z.infer<typeof stateSchema>;

/** A variable of a repository's pipelines. @internal */
export interface Variable {
  name: string;
  value: string;
  description: string;
}

/** Variables of repositories: unlike secrets they are read back and not masked. @internal */
export class VariableStore {
  readonly #document: JsonDocument<State>;

  private constructor(document: JsonDocument<State>) {
    this.#document = document;
  }

  static async create(root: string): Promise<VariableStore> {
    return new VariableStore(
      await JsonDocument.open<State>(
        join(root, 'state', 'variables.json'),
        stateSchema,
        {},
      ),
    );
  }

  list(repositoryId: number): Variable[] {
    return Object.entries(this.#document.value[String(repositoryId)] ?? {})
      .map(([name, variable]) => ({ name, ...variable }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Names and values, as `vars` of a workflow. */
  values(repositoryId: number): Record<string, string> {
    return Object.fromEntries(
      this.list(repositoryId).map(({ name, value }) => [name, value]),
    );
  }

  find(repositoryId: number, name: string): Variable {
    const key = normaliseSecretName(name);
    const found = this.list(repositoryId).find(known => known.name === key);
    if (!found) {
      throw new NotFoundError('variable not found');
    }
    return found;
  }

  async add(repositoryId: number, variable: Variable): Promise<void> {
    const key = normaliseSecretName(variable.name);
    await this.#document.update(draft => {
      const variables = (draft[String(repositoryId)] ??= {});
      if (key in variables) {
        throw new ConflictError('variable name already exists');
      }
      variables[key] = checked(variable);
    });
  }

  /** Changes a variable, and its name where another one is given. */
  async change(
    repositoryId: number,
    name: string,
    variable: Variable,
  ): Promise<void> {
    const { name: from } = this.find(repositoryId, name);
    const key = normaliseSecretName(variable.name);
    await this.#document.update(draft => {
      const variables = draft[String(repositoryId)];
      delete variables[from];
      variables[key] = checked(variable);
    });
  }

  async remove(repositoryId: number, name: string): Promise<void> {
    const { name: key } = this.find(repositoryId, name);
    await this.#document.update(draft => {
      delete draft[String(repositoryId)][key];
    });
  }

  async removeAll(repositoryId: number): Promise<void> {
    await this.#document.update(draft => {
      delete draft[String(repositoryId)];
    });
  }
}

function checked({ value, description }: Variable) {
  if (value.length > MAX_VALUE_LENGTH || value.includes('\0')) {
    throw new InputError(
      `A variable holds at most ${MAX_VALUE_LENGTH} characters, and no NUL`,
    );
  }
  return { value, description };
}
