import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { shortName } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { withinTime } from '../withinTime';

/**
 * Tells what people call users and groups.
 *
 * @internal
 */
export type NameReader = (
  entityRefs: readonly string[],
) => Promise<(entityRef: string) => string>;

/**
 * Reads display names from the catalog, with the plugin's own credentials. Without an answer it returns the name in the ref, so that
 * a message never waits for the catalog.
 *
 * @internal
 */
export function createNameReader(options: {
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
}): NameReader {
  const { catalog, auth, logger } = options;
  return async entityRefs => {
    const refs = [...new Set(entityRefs)];
    const names = new Map<string, string>();
    if (refs.length > 0) {
      try {
        const { items } = await withinTime(async () =>
          catalog.getEntitiesByRefs(
            {
              entityRefs: refs,
              fields: ['metadata.name', 'metadata.title', 'spec.profile'],
            },
            { credentials: await auth.getOwnServiceCredentials() },
          ),
        );
        refs.forEach((ref, index) => {
          const name = nameOf(items[index]);
          if (name) {
            names.set(ref, name);
          }
        });
      } catch (error) {
        logger.debug(
          'The catalog did not say what groups are called',
          toError(error) as Error,
        );
      }
    }
    return ref => names.get(ref) ?? shortName(ref);
  };
}

function nameOf(entity: Entity | undefined): string | undefined {
  const profile = entity?.spec?.profile;
  const name: unknown =
    typeof profile === 'object' && profile !== null
      ? Reflect.get(profile, 'displayName')
      : undefined;
  return typeof name === 'string' && name ? name : entity?.metadata.title;
}
