import { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  CatalogMemberships,
  Membership,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { MembershipReader } from './MembershipReader';
import { withinTime } from '../withinTime';

/**
 * Reads membership from the catalog, and says so when the catalog does not answer.
 *
 * @internal
 */
export class CatalogMembershipReader implements MembershipReader {
  readonly #memberships: CatalogMemberships;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    config: Config;
  }): CatalogMembershipReader {
    return new CatalogMembershipReader(
      CatalogMemberships.fromConfig(options.config, options),
      options.catalog,
      options.auth,
    );
  }

  private constructor(
    memberships: CatalogMemberships,
    catalog: CatalogService,
    auth: AuthService,
  ) {
    this.#memberships = memberships;
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async groupsOf(userRef: string): Promise<ReadonlySet<string>> {
    return (await this.membershipOf(userRef)).groups;
  }

  async membershipOf(userRef: string): Promise<Membership> {
    return ask(() => this.#memberships.of(userRef));
  }

  async exists(entityRef: string): Promise<boolean> {
    const { items } = await ask(async () =>
      this.#catalog.getEntitiesByRefs(
        {
          entityRefs: [stringifyEntityRef(parseEntityRef(entityRef))],
          fields: ['kind'],
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      ),
    );
    return items[0] !== undefined;
  }
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await withinTime(question);
  } catch (cause) {
    throw errorWithReason(
      'membership-unavailable',
      'The catalog did not say who belongs to which group',
      { cause },
    );
  }
}
