import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { MembershipReader } from './MembershipReader';
import { withinTime } from '../withinTime';

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/**
 * Reads membership from the catalog with the plugin's own credentials.
 *
 * @remarks
 * Never from a token's ownership refs: those were true at sign-in, and a person's agent carries the same token.
 *
 * @internal
 */
export class CatalogMembershipReader implements MembershipReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): CatalogMembershipReader {
    return new CatalogMembershipReader(options.catalog, options.auth);
  }

  private constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async groupsOf(userRef: string): Promise<ReadonlySet<string>> {
    const groups = new Set<string>();
    const [user] = await this.#read([normalize(userRef)]);
    let next = targets(user, RELATION_MEMBER_OF);
    // Level by level, one query each; a group seen before ends a cycle.
    while (next.length > 0) {
      const fresh = [...new Set(next)].filter(ref => !groups.has(ref));
      for (const ref of fresh) {
        groups.add(ref);
      }
      const entities = fresh.length > 0 ? await this.#read(fresh) : [];
      next = entities.flatMap(entity => targets(entity, RELATION_CHILD_OF));
    }
    return groups;
  }

  async exists(entityRef: string): Promise<boolean> {
    const [entity] = await this.#read([normalize(entityRef)]);
    return entity !== undefined;
  }

  async #read(entityRefs: string[]): Promise<(Entity | undefined)[]> {
    try {
      const { items } = await withinTime(async () =>
        this.#catalog.getEntitiesByRefs(
          { entityRefs, fields: FIELDS },
          { credentials: await this.#auth.getOwnServiceCredentials() },
        ),
      );
      return items;
    } catch (cause) {
      throw reasoned(
        'membership-unavailable',
        'The catalog did not say who belongs to which group',
        { cause },
      );
    }
  }
}

function targets(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => normalize(relation.targetRef));
}

function normalize(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref));
}
