import {
  BackendFeature,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';

const NAME = 'bench';
const LOCATION = `${NAME}:baseline`;

/**
 * A provider that applies what it is told at once: what the catalog itself needs for one entity of a provider's delta.
 */
export class BaselineProvider implements EntityProvider {
  #connection: EntityProviderConnection | undefined;
  #knex: Knex | undefined;

  /** The module that adds it to the catalog. */
  readonly feature: BackendFeature = createBackendModule({
    pluginId: 'catalog',
    moduleId: NAME,
    register: reg =>
      reg.registerInit({
        deps: {
          database: coreServices.database,
          processing: catalogProcessingExtensionPoint,
        },
        init: async ({ database, processing }) => {
          this.#knex = await database.getClient();
          processing.addEntityProvider(this);
        },
      }),
  });

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Whether the catalog has processed and stitched all it knows. */
  async isCatalogIdle(): Promise<boolean> {
    if (!this.#knex) {
      throw new Error('The catalog has not started yet');
    }
    const due = await this.#knex('refresh_state')
      .where('next_update_at', '<=', this.#knex.fn.now())
      .first('entity_id');
    const unstitched = await this.#knex('stitch_queue').first('entity_ref');
    return due === undefined && unstitched === undefined;
  }

  /** Adds entities by a delta; resolves when the catalog has taken them in, not when they are readable. */
  async add(entities: readonly Entity[]): Promise<void> {
    if (!this.#connection) {
      throw new Error('The catalog has not connected the provider yet');
    }
    await this.#connection.applyMutation({
      type: 'delta',
      added: entities.map(entity => ({
        locationKey: NAME,
        entity: {
          ...entity,
          metadata: {
            ...entity.metadata,
            annotations: {
              [ANNOTATION_LOCATION]: LOCATION,
              [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
              ...entity.metadata.annotations,
            },
          },
        },
      })),
      removed: [],
    });
  }
}
