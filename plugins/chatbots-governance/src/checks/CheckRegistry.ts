import { builtInDefinitions } from './builtInDefinitions';
import { CHECK_FACTS, CheckDefinition } from './CheckDefinition';

/** Of a module: a name of its own, a colon, and the name of the check. */
const MODULE_TYPE = /^[a-z][a-z0-9-]{0,39}:[a-z][a-z0-9-]{0,39}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,39}$/;

/**
 * The version that a built-in check has from the start. It is no part of the rules' digest: those of before checks had versions
 * stay what they were.
 */
const FIRST_VERSION = '1';

/**
 * The checks that are registered, by type.
 *
 * @public
 */
export interface RegisteredChecks {
  /** Names of all types, in the order in which they were registered. */
  readonly types: readonly string[];
  /** The definition of a type; undefined for one that nobody registered. */
  get(type: string): CheckDefinition | undefined;
  /** Whether a type ships with the portal. */
  isBuiltIn(type: string): boolean;
  /** The version that a type has in the rules' digest; undefined where it has none there. */
  digestVersion(type: string): string | undefined;
}

/**
 * Keeps the checks that are registered; the built-in ones are from the start.
 *
 * @public
 */
export class CheckRegistry implements RegisteredChecks {
  readonly #definitions = new Map<string, CheckDefinition>(
    builtInDefinitions.map(definition => [definition.type, definition]),
  );

  /** Names of all types, in the order in which they were registered. */
  get types(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  /**
   * Registers a module's check.
   *
   * @throws Error for a type without a prefix, one that is registered already, and a definition that lacks a part.
   */
  add(definition: CheckDefinition): void {
    const { type, version, schema, needs } = definition;
    if (typeof type !== 'string' || !MODULE_TYPE.test(type)) {
      throw new Error(
        `The check '${type}' needs a prefix of its module, as in 'acme:budget': lower-case letters, digits and hyphens on both sides of one colon`,
      );
    }
    if (this.#definitions.has(type)) {
      throw new Error(`There are two checks '${type}'`);
    }
    if (typeof version !== 'string' || !VERSION.test(version)) {
      throw new Error(
        `The check '${type}' needs a version of up to 40 letters, digits, dots and hyphens`,
      );
    }
    if (typeof schema?.safeParse !== 'function') {
      throw new Error(`The check '${type}' needs a zod schema of its fields`);
    }
    const unknown = needs?.find(fact => !CHECK_FACTS.includes(fact));
    if (!Array.isArray(needs) || unknown !== undefined) {
      throw new Error(
        `The check '${type}' needs ${
          unknown ?? 'no list of facts'
        }; facts are ${CHECK_FACTS.join(', ')}`,
      );
    }
    for (const name of ['describe', 'evaluate'] as const) {
      if (typeof definition[name] !== 'function') {
        throw new Error(`The check '${type}' has no function '${name}'`);
      }
    }
    this.#definitions.set(type, definition);
  }

  /** The definition of a type; undefined for one that nobody registered. */
  get(type: string): CheckDefinition | undefined {
    return this.#definitions.get(type);
  }

  /** Whether a type ships with the portal. */
  isBuiltIn(type: string): boolean {
    return builtInDefinitions.some(one => one.type === type);
  }

  /** The version that a type has in the rules' digest; undefined where it has none there. */
  digestVersion(type: string): string | undefined {
    const version = this.get(type)?.version;
    return this.isBuiltIn(type) && version === FIRST_VERSION
      ? undefined
      : version;
  }
}

/**
 * The checks that ship with the portal.
 *
 * @public
 */
export const BUILT_IN_CHECKS: readonly CheckDefinition[] = builtInDefinitions;

/**
 * A registry of the built-in checks alone, for readers that know no module.
 *
 * @public
 */
export const builtInChecks: RegisteredChecks = new CheckRegistry();
