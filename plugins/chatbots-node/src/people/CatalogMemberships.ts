import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TrustedLocations } from './TrustedLocations';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.memberOf',
  'spec.members',
  'spec.parent',
  'spec.children',
  'relations',
];

/**
 * A User or Group that was left out when membership was read, because it is from no trusted location.
 *
 * @public
 */
export interface IgnoredMember {
  /** Ref of the User or Group. */
  entityRef: string;
  /** Where the catalog has it from, as `type:target`; undefined when it does not say. */
  origin?: string;
}

/**
 * What the catalog says of a person's groups.
 *
 * @public
 */
export interface Membership {
  /** Refs of the groups that the person is in, directly or through the groups' parents. Empty for an unknown person. */
  groups: ReadonlySet<string>;
  /** What did not count on the way: the person, or groups. */
  ignored: readonly IgnoredMember[];
}

/**
 * Reads membership in groups from the catalog, with the plugin's own credentials, for whatever groups decide.
 *
 * @remarks
 * Never from a token's ownership refs: those were true at sign-in, count whatever stood in the catalog, and a person's agent carries the same
 * token. A User or Group counts only if it is from a trusted location ({@link TrustedLocations}), and a membership only
 * if one of the two says so itself: the relations of an entity also hold what others said of it.
 *
 * @public
 */
export class CatalogMemberships {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #trusted: TrustedLocations;

  /** Throws for a trusted location that is none. */
  static fromConfig(
    config: Config,
    options: { catalog: CatalogService; auth: AuthService },
  ): CatalogMemberships {
    return new CatalogMemberships(
      options.catalog,
      options.auth,
      TrustedLocations.fromConfig(config),
    );
  }

  private constructor(
    catalog: CatalogService,
    auth: AuthService,
    trusted: TrustedLocations,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#trusted = trusted;
  }

  /** Groups of a person. Throws what the catalog throws: no answer is not the answer "none". */
  async of(userRef: string): Promise<Membership> {
    const groups = new Set<string>();
    const ignored = new Map<string, IgnoredMember>();
    const counts = (entity: Entity | undefined): entity is Entity => {
      if (entity && !this.#trusted.includes(entity)) {
        const entityRef = stringifyEntityRef(entity);
        const origin =
          entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
        ignored.set(entityRef, { entityRef, origin });
        return false;
      }
      return entity !== undefined;
    };
    let members = (await this.#read([normalize(userRef)])).filter(counts);
    // Level by level, one query each; a group found before ends a cycle.
    while (members.length > 0) {
      const refs = new Set(members.flatMap(namedGroups));
      const named = await this.#read([...refs].filter(ref => !groups.has(ref)));
      const below = members;
      members = named
        .filter(counts)
        .filter(group => below.some(member => isSaid(member, group)));
      members.forEach(group => groups.add(stringifyEntityRef(group)));
    }
    return { groups, ignored: [...ignored.values()] };
  }

  async #read(entityRefs: string[]): Promise<(Entity | undefined)[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items;
  }
}

/** Groups that a User or Group may be directly in, whoever says so. */
function namedGroups({ kind, relations = [] }: Entity): string[] {
  const type = isUser({ kind }) ? RELATION_MEMBER_OF : RELATION_CHILD_OF;
  return relations
    .filter(relation => relation.type === type)
    .map(relation => normalize(relation.targetRef));
}

/** Whether one of the two says itself that the member is in the group. */
function isSaid(member: Entity, group: Entity): boolean {
  const [up, down] = isUser(member)
    ? [member.spec?.memberOf, group.spec?.members]
    : [member.spec?.parent, group.spec?.children];
  return (
    refersTo(up, group, member, 'Group') ||
    refersTo(down, member, group, member.kind)
  );
}

/** Whether a field of an entity names another one. */
function refersTo(
  field: unknown,
  target: Entity,
  source: Entity,
  defaultKind: string,
): boolean {
  const context = {
    defaultKind,
    defaultNamespace: source.metadata.namespace ?? 'default',
  };
  const wanted = stringifyEntityRef(target);
  return [field]
    .flat()
    .filter(ref => typeof ref === 'string')
    .some(ref => stringifyEntityRef(parseEntityRef(ref, context)) === wanted);
}

function isUser({ kind }: { kind: string }): boolean {
  return kind.toLocaleLowerCase('en-US') === 'user';
}

function normalize(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref));
}
