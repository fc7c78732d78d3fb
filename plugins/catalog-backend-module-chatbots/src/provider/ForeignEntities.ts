import {
  AuthService,
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CHATBOT_PORTAL_KINDS } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PROVIDER_NAME } from './toEntities';

/** Entity refs of one query. */
const CHUNK = 500;

/** An entity of our kinds that somebody else brought into the catalog. */
export interface ForeignEntity {
  entityRef: string;
  uid: string;
  /** Ref of the location that it was registered from; empty when it names none. */
  location: string;
}

/** Finds and removes entities of our kinds that the registry did not project. */
export interface ForeignEntities {
  /** All of them, or those that hold one of these refs. */
  find(entityRefs?: readonly string[]): Promise<ForeignEntity[]>;
  remove(found: readonly ForeignEntity[]): Promise<void>;
}

/** A row of the catalog's table of everything that it was ever given. */
interface RefreshStateRow {
  entity_ref: string;
  entity_id: string;
  unprocessed_entity: string;
}

/**
 * Reads the catalog's own table, and removes by the catalog's API.
 *
 * @remarks
 * The catalog gives an entity ref to whoever named it first, even if processing refuses the entity: it is then visible in no
 * answer of the API and still keeps the registry's entity out. Only its row tells the uid that the API wants for a removal.
 */
export class CatalogForeignEntities implements ForeignEntities {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    database: DatabaseService;
    logger: LoggerService;
  };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    database: DatabaseService;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** Nothing, and an error in the log, when the table is not as it is known: the projection must go on without this guard. */
  async find(entityRefs?: readonly string[]): Promise<ForeignEntity[]> {
    try {
      return await this.#find(entityRefs);
    } catch (error) {
      this.#options.logger.error(
        'Entities of our kinds from other places than the registry could not be looked for',
        toError(error) as Error,
      );
      return [];
    }
  }

  async #find(entityRefs?: readonly string[]): Promise<ForeignEntity[]> {
    const knex = await this.#options.database.getClient();
    const foreign = () =>
      knex<RefreshStateRow>('refresh_state')
        .where(key =>
          key
            .whereNull('location_key')
            .orWhereNot('location_key', PROVIDER_NAME),
        )
        .select('entity_ref', 'entity_id', 'unprocessed_entity');
    const rows: RefreshStateRow[] = [];
    if (entityRefs) {
      for (let from = 0; from < entityRefs.length; from += CHUNK) {
        const chunk = entityRefs.slice(from, from + CHUNK);
        rows.push(...(await foreign().whereIn('entity_ref', chunk)));
      }
    } else {
      for (const kind of CHATBOT_PORTAL_KINDS) {
        const prefix = `${kind.toLocaleLowerCase('en-US')}:%`;
        rows.push(...(await foreign().whereLike('entity_ref', prefix)));
      }
    }
    return rows.map(row => ({
      entityRef: row.entity_ref,
      uid: row.entity_id,
      location: originOf(row.unprocessed_entity),
    }));
  }

  async remove(found: readonly ForeignEntity[]): Promise<void> {
    const { auth, catalog, logger } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    for (const { entityRef, uid, location } of found) {
      await catalog.removeEntityByUid(uid, { credentials });
      logger.error(
        `Removed ${entityRef} from the catalog: it came from ${
          location || 'an unknown location'
        }, and entities of this kind come from the registry of chatbots alone. Find out who registered it, and unregister that location.`,
      );
    }
  }
}

function originOf(unprocessed: string): string {
  const annotations = JSON.parse(unprocessed)?.metadata?.annotations;
  return annotations?.[ANNOTATION_ORIGIN_LOCATION] ?? '';
}
