import { PluginContext } from '../PluginContext';
import { GovernanceServices } from '../governance';
import { GatesInForce } from '../views/GatesInForce';
import { ModelVersionViews } from '../views/versions/ModelVersionViews';
import { ChangeFeed } from '../followers/changes/ChangeFeed';
import { ProjectionService } from '../views/projection/ProjectionService';

const DEFAULT_NEWEST_VERSIONS = 10;

/** What other plugins follow. */
export interface ChangeServices {
  feed: ChangeFeed;
  projections: ProjectionService;
}

/** Builds the change feed and the projection for the catalog. */
export function createChanges(
  context: PluginContext,
  governance: GovernanceServices,
): ChangeServices {
  const { knex, clock, config } = context;
  return {
    feed: new ChangeFeed(context),
    projections: new ProjectionService({
      knex,
      governance,
      versions: ModelVersionViews.create({
        knex,
        clock,
        governance: { ...governance, gates: GatesInForce.create(governance) },
      }),
      newestVersions:
        config.getOptionalNumber('chatbots.catalog.newestVersions') ??
        DEFAULT_NEWEST_VERSIONS,
    }),
  };
}
