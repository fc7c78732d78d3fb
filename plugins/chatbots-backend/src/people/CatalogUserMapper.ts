import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { TrustedLocations } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { withinTime } from '../withinTime';

/**
 * Finds the catalog User behind an identity of a git host.
 *
 * @remarks
 * An identity that no User or more than one User claims stays out of the answer: a guess would make somebody else the
 * author of a change. Both throw `membership-unavailable` when the catalog can't answer.
 *
 * @internal
 */
export interface UserMapper {
  /** User refs by SCM login, for the logins that exactly one User is annotated with. */
  byLogin(logins: readonly string[]): Promise<Map<string, string>>;
  /** User refs by e-mail address, for the addresses that exactly one User's profile has. */
  byEmail(emails: readonly string[]): Promise<Map<string, string>>;
}

/** Annotations that hold a User's login at a git host. */
export const DEFAULT_LOGIN_ANNOTATIONS: readonly string[] = [
  'github.com/user-login',
  'gitea.com/user-login',
  'gitlab.com/user-login',
];

const EMAIL = 'spec.profile.email';
/** Values per catalog query: they travel in its URL. */
const BATCH = 50;

/**
 * Maps by the annotations and profiles of catalog Users, with the plugin's own credentials.
 *
 * @remarks
 * Users of locations that are not trusted map nothing: whoever registers one could make somebody else the author of their commits.
 *
 * @internal
 */
export class CatalogUserMapper implements UserMapper {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #trusted: TrustedLocations;
  readonly #annotations: readonly string[];

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    config: Config;
    loginAnnotations?: readonly string[];
  }): CatalogUserMapper {
    return new CatalogUserMapper(
      options.catalog,
      options.auth,
      TrustedLocations.fromConfig(options.config),
      options.loginAnnotations ?? DEFAULT_LOGIN_ANNOTATIONS,
    );
  }

  private constructor(
    catalog: CatalogService,
    auth: AuthService,
    trusted: TrustedLocations,
    annotations: readonly string[],
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#trusted = trusted;
    this.#annotations = annotations;
  }

  async byLogin(logins: readonly string[]): Promise<Map<string, string>> {
    return this.#map(
      logins,
      this.#annotations.map(name => `metadata.annotations.${name}`),
      user =>
        this.#annotations.flatMap(
          name => user.metadata.annotations?.[name] ?? [],
        ),
    );
  }

  async byEmail(emails: readonly string[]): Promise<Map<string, string>> {
    return this.#map(emails, [EMAIL], user => emailOf(user) ?? []);
  }

  async #map(
    values: readonly string[],
    fields: readonly string[],
    valuesOf: (user: Entity) => string | string[],
  ): Promise<Map<string, string>> {
    const wanted = [...new Set(values.filter(value => value !== ''))];
    const owners = new Map<string, Set<string>>();
    for (let start = 0; start < wanted.length; start += BATCH) {
      const batch = wanted.slice(start, start + BATCH);
      for (const user of await this.#query(fields, batch)) {
        for (const value of [valuesOf(user)].flat()) {
          const key = value.toLowerCase();
          owners.set(
            key,
            (owners.get(key) ?? new Set()).add(stringifyEntityRef(user)),
          );
        }
      }
    }
    const mapped = new Map<string, string>();
    for (const value of wanted) {
      const [first, ...others] = owners.get(value.toLowerCase()) ?? [];
      if (first !== undefined && others.length === 0) {
        mapped.set(value, first);
      }
    }
    return mapped;
  }

  async #query(fields: readonly string[], values: string[]): Promise<Entity[]> {
    try {
      const { items } = await withinTime(async () =>
        this.#catalog.getEntities(
          {
            filter: fields.map(field => ({ kind: 'User', [field]: values })),
            fields: [
              'kind',
              'metadata.name',
              'metadata.namespace',
              'metadata.annotations',
              EMAIL,
            ],
          },
          { credentials: await this.#auth.getOwnServiceCredentials() },
        ),
      );
      return items.filter(user => this.#trusted.includes(user));
    } catch (cause) {
      throw errorWithReason(
        'membership-unavailable',
        'The catalog did not say which users the identities belong to',
        { cause },
      );
    }
  }
}

function emailOf(user: Entity): string | undefined {
  const profile = user.spec?.profile;
  if (typeof profile !== 'object' || profile === null) {
    return undefined;
  }
  const email: unknown = Reflect.get(profile, 'email');
  return typeof email === 'string' ? email : undefined;
}
