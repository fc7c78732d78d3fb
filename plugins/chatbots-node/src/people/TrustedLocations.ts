import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { resolve, sep } from 'node:path';

const KEY = 'chatbots.governance.trustedLocations';

interface Prefix {
  type: string;
  covers: (target: string) => boolean;
}

/**
 * The locations whose Users and Groups decide something: `chatbots.governance.trustedLocations`.
 *
 * @remarks
 * An entity counts by its origin, the location that was configured or registered first on the way to it. The catalog itself writes
 * that annotation, so the author of an entity can't choose it. A prefix ends where a path segment ends, and a location that a
 * reader could take for another one, such as one with `..`, is under no prefix.
 *
 * @public
 */
export class TrustedLocations {
  readonly #prefixes: readonly Prefix[] | undefined;

  /** Reads the configuration. Throws for an entry that is no location in its normal form. */
  static fromConfig(config: Config): TrustedLocations {
    return new TrustedLocations(
      config.getOptionalStringArray(KEY)?.map(toPrefix),
    );
  }

  private constructor(prefixes: readonly Prefix[] | undefined) {
    this.#prefixes = prefixes;
  }

  /** Whether any location is named. If not, every location is trusted. */
  get areConfigured(): boolean {
    return this.#prefixes !== undefined;
  }

  /** Whether the entity comes from a trusted location. */
  includes(entity: Entity): boolean {
    if (this.#prefixes === undefined) {
      return true;
    }
    const origin = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    const colon = origin?.indexOf(':') ?? -1;
    if (origin === undefined || colon < 0) {
      return false;
    }
    const type = origin.slice(0, colon);
    const target = origin.slice(colon + 1);
    return this.#prefixes.some(
      prefix => prefix.type === type && prefix.covers(target),
    );
  }
}

function toPrefix(entry: string): Prefix {
  const { type, target } = parse(entry);
  switch (type) {
    case 'url': {
      const url = plainUrl(target);
      if (!url) {
        throw problem(entry, `write it as url:${normalForm(target)}`);
      }
      const path = withoutEnd(url.pathname, '/');
      return {
        type,
        covers: other => {
          const it = plainUrl(other);
          return (
            it !== undefined &&
            it.origin === url.origin &&
            it.search === url.search &&
            isWithin(it.pathname, path, '/')
          );
        },
      };
    }
    case 'file': {
      // As the catalog resolves the locations of its configuration.
      const path = withoutEnd(resolve(target), sep);
      return {
        type,
        covers: other => resolve(other) === other && isWithin(other, path, sep),
      };
    }
    default: {
      const path = withoutEnd(target, '/');
      return {
        type,
        covers: other =>
          !other.split('/').some(part => part === '.' || part === '..') &&
          isWithin(other, path, '/'),
      };
    }
  }
}

function parse(entry: string): { type: string; target: string } {
  try {
    return parseLocationRef(entry);
  } catch (error) {
    throw problem(entry, error instanceof Error ? error.message : 'no target');
  }
}

/** The URL, unless its text leads elsewhere than it says, or could for some reader. */
function plainUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isPlain =
    ['http:', 'https:'].includes(url.protocol) &&
    (url.href === text || url.href === `${text}/`) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    !/%2e|%2f|%5c/i.test(url.pathname);
  return isPlain ? url : undefined;
}

function normalForm(target: string): string {
  if (!URL.canParse(target)) {
    return 'https://HOST/PATH';
  }
  const { origin, pathname, search } = new URL(target);
  return `${origin}${pathname}${search}`;
}

function isWithin(path: string, prefix: string, separator: string): boolean {
  return path === prefix || path.startsWith(`${prefix}${separator}`);
}

function withoutEnd(path: string, separator: string): string {
  return path.endsWith(separator) ? path.slice(0, -1) : path;
}

function problem(entry: string, what: string): Error {
  return new Error(`${KEY} has '${entry}': ${what}`);
}
