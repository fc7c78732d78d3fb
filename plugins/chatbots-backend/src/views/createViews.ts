import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { GateService } from '../governance/gates/GateService';
import { CatalogMembershipReader, readRegistryReviewers } from '../people';
import { PluginContext } from '../PluginContext';
import { ChatbotOverviews } from './ChatbotOverviews';
import { ChatbotViews } from './ChatbotViews';
import { ComparisonService } from './ComparisonService';
import { DatabaseDeploymentReader } from './DatabaseDeploymentReader';
import { DatabasePipelinePromotions } from './DatabasePipelinePromotions';
import { DatabaseStageService } from './DatabaseStageService';
import { EvaluationViews } from './EvaluationViews';
import { FactsProposalViews } from './FactsProposalViews';
import { GatesInForce } from './GatesInForce';
import { GovernanceViews } from './GovernanceViews';
import { HostRuns } from './HostRuns';
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

const SILENCE_KEY = 'chatbots.rollouts.stuckAfter';
const DEFAULT_SILENCE_MS = 30 * 60_000;

/** For how long a rollout may report nothing before it counts as stuck, in milliseconds. Throws for what is no duration. */
export function rolloutSilenceOf(config: Config): number {
  if (!config.has(SILENCE_KEY)) {
    return DEFAULT_SILENCE_MS;
  }
  const silence = durationToMilliseconds(
    readDurationFromConfig(config, { key: SILENCE_KEY }),
  );
  if (!(silence > 0)) {
    throw new Error(`${SILENCE_KEY} must be longer than nothing`);
  }
  return silence;
}

/** What pages, lists, pipelines and the catalog read. */
export interface ViewServices {
  chatbots: ChatbotViews;
  overviews: ChatbotOverviews;
  runs: HostRuns;
  proposals: FactsProposalViews;
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
  /** Calls back when a page said `pending` of a chatbot's gates. */
  onLagging(listener: (chatbot: string) => void): void;
}

/** Builds the views. */
export function createViews(
  context: PluginContext,
  services: { gates: GateService; comparison: ComparisonService },
): ViewServices {
  const { knex, config } = context;
  const { gates, comparison } = services;
  const people = CatalogMembershipReader.create(context);
  const proposals = new FactsProposalViews({
    knex,
    people,
    reviewers: readRegistryReviewers(config),
  });
  const stages = new DatabaseStageService({ knex, names: context.stages });
  const deployments = new DatabaseDeploymentReader({ knex });
  const promotions = new PromotionViews({
    ...context,
    memberships: people,
    silenceMs: rolloutSilenceOf(config),
  });
  const inForce = new GatesInForce({ gates });
  const read = { stages, promotions, deployments };
  const shown = new StoredGates({
    ...context,
    gates: inForce,
    lagging: 'pending',
  });
  const pages: GovernanceViews = { ...read, gates: shown };
  // Entities and summaries are stored themselves: nobody would look at them again.
  const governance: GovernanceViews = {
    ...read,
    gates: new StoredGates({
      ...context,
      gates: inForce,
      lagging: 'evaluate',
    }),
  };
  return {
    chatbots: new ChatbotViews({ knex, governance: pages, proposals }),
    overviews: new ChatbotOverviews({
      knex,
      people,
      governance: pages,
      proposals,
    }),
    runs: new HostRuns(context),
    proposals,
    versions: new ModelVersionViews({ knex, governance: pages }),
    evaluations: new EvaluationViews({ knex }),
    comparison,
    trends: new TrendService({ knex, governance: pages }),
    promotions: new PromotionQueries({
      knex,
      views: promotions,
      comparer: comparison,
      gates,
      deployments,
      scmHosts: context.scmHosts,
    }),
    pipelinePromotions: new DatabasePipelinePromotions({ knex }),
    stages,
    deployments,
    projections: new ProjectionService({
      knex,
      stages,
      promotions,
      versions: new ModelVersionViews({ knex, governance }),
      newestVersions: newestVersionsOf(config),
    }),
    governance,
    onLagging: listener => shown.onLagging(listener),
  };
}
