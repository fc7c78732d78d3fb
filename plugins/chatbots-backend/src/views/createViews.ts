import { Config } from '@backstage/config';
import { GateService } from '../governance/gates/GateService';
import { CatalogMembershipReader } from '../people';
import { PluginContext } from '../PluginContext';
import { ChatbotOverviews } from './ChatbotOverviews';
import { ChatbotViews } from './ChatbotViews';
import { ComparisonService } from './ComparisonService';
import { DatabaseDeploymentReader } from './DatabaseDeploymentReader';
import { DatabasePipelinePromotions } from './DatabasePipelinePromotions';
import { DatabaseStageService } from './DatabaseStageService';
import { EvaluationViews } from './EvaluationViews';
import { GatesInForce } from './GatesInForce';
import { GovernanceViews } from './GovernanceViews';
import { ModelVersionViews } from './ModelVersionViews';
import { ProjectionService } from './ProjectionService';
import { PromotionQueries } from './PromotionQueries';
import { PromotionViews } from './PromotionViews';
import { StoredGates } from './StoredGates';
import { TrendService } from './TrendService';

const DEFAULT_NEWEST_VERSIONS = 10;

/** How many of a chatbot's newest versions are browsed: the catalog shows them, and their gates are kept evaluated. */
export function newestVersionsOf(config: Config): number {
  return (
    config.getOptionalNumber('chatbots.catalog.newestVersions') ??
    DEFAULT_NEWEST_VERSIONS
  );
}

/** What pages, lists, pipelines and the catalog read. */
export interface ViewServices {
  chatbots: ChatbotViews;
  overviews: ChatbotOverviews;
  versions: ModelVersionViews;
  evaluations: EvaluationViews;
  comparison: ComparisonService;
  trends: TrendService;
  promotions: PromotionQueries;
  pipelinePromotions: DatabasePipelinePromotions;
  stages: DatabaseStageService;
  deployments: DatabaseDeploymentReader;
  projections: ProjectionService;
  /** What summaries of chatbots are computed from. */
  governance: GovernanceViews;
}

/** Builds the views. */
export function createViews(
  context: PluginContext,
  services: { gates: GateService; comparison: ComparisonService },
): ViewServices {
  const { knex, clock, config } = context;
  const { gates, comparison } = services;
  const people = CatalogMembershipReader.create(context);
  const stages = new DatabaseStageService({ knex, names: context.stages });
  const deployments = new DatabaseDeploymentReader({ knex });
  const promotions = new PromotionViews({ knex, memberships: people });
  const governance: GovernanceViews = {
    gates: new StoredGates({
      ...context,
      gates: new GatesInForce({ gates }),
    }),
    stages,
    promotions,
    deployments,
  };
  const versions = new ModelVersionViews({ knex, clock, governance });
  return {
    chatbots: new ChatbotViews({ knex, governance }),
    overviews: new ChatbotOverviews({ knex, people, governance }),
    versions,
    evaluations: new EvaluationViews({ knex }),
    comparison,
    trends: new TrendService({ knex, governance }),
    promotions: new PromotionQueries({
      knex,
      views: promotions,
      comparer: comparison,
      gates,
      deployments,
    }),
    pipelinePromotions: new DatabasePipelinePromotions({ knex }),
    stages,
    deployments,
    projections: new ProjectionService({
      knex,
      stages,
      promotions,
      versions,
      newestVersions: newestVersionsOf(config),
    }),
    governance,
  };
}
