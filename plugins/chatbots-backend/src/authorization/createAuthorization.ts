import { AuditServices } from '../audit';
import { GovernanceServices } from '../governance';
import { CatalogMembershipReader } from '../people';
import { PluginContext } from '../PluginContext';
import { RegistryServices } from '../registry';
import { ViewServices } from '../views';
import { AuthorizedAudit } from './AuthorizedAudit';
import { AuthorizedChanges, ChangeReader } from './AuthorizedChanges';
import { AuthorizedChatbots } from './AuthorizedChatbots';
import { AuthorizedEvaluations } from './AuthorizedEvaluations';
import { AuthorizedFacts } from './AuthorizedFacts';
import { AuthorizedGovernance } from './AuthorizedGovernance';
import { AuthorizedPipelineTokens } from './AuthorizedPipelineTokens';
import { AuthorizedVersions } from './AuthorizedVersions';
import { AuthorizedWebhooks, Webhooks } from './AuthorizedWebhooks';
import { ChatbotAccess } from './ChatbotAccess';
import { PipelineReports } from './PipelineReports';
import { registerChatbotPermissions } from './registerChatbotPermissions';

/** Services that people and other plugins call: every call asks the permission framework. */
export interface AuthorizedServices {
  chatbots: AuthorizedChatbots;
  facts: AuthorizedFacts;
  tokens: AuthorizedPipelineTokens;
  versions: AuthorizedVersions;
  evaluations: AuthorizedEvaluations;
  governance: AuthorizedGovernance;
  audit: AuthorizedAudit;
  changes: AuthorizedChanges;
  webhooks: AuthorizedWebhooks;
}

/** Services that pipelines call: the token says which chatbot, and every service holds the actor to it. */
export interface PipelineServices
  extends Pick<RegistryServices, 'pipelineAuthenticator' | 'exchange'>,
    Pick<
      GovernanceServices,
      'promotionService' | 'permits' | 'deploymentService'
    >,
    Pick<ViewServices, 'pipelinePromotions' | 'deployments'> {
  reports: PipelineReports;
}

/** Puts every service behind the check of whoever calls it. */
export function createAuthorization(
  context: PluginContext,
  areas: {
    registry: RegistryServices;
    governance: GovernanceServices;
    audit: AuditServices;
    views: ViewServices;
    changes: ChangeReader;
    webhooks: Webhooks;
  },
): { services: AuthorizedServices; pipelines: PipelineServices } {
  const { knex, permissions, permissionsRegistry, config } = context;
  const { registry, governance, audit, views, changes, webhooks } = areas;
  registerChatbotPermissions(permissionsRegistry, knex);
  const access = new ChatbotAccess({
    permissions,
    permissionsRegistry,
    enabled: config.getOptionalBoolean('permission.enabled') ?? false,
  });
  return {
    services: {
      chatbots: new AuthorizedChatbots({
        access,
        service: registry.chatbots,
        views: views.chatbots,
        overviews: views.overviews,
        runs: views.runs,
      }),
      facts: new AuthorizedFacts({
        access,
        knex,
        service: governance.facts,
        views: views.proposals,
      }),
      tokens: new AuthorizedPipelineTokens({
        access,
        knex,
        people: CatalogMembershipReader.create(context),
        service: registry.tokens,
      }),
      versions: new AuthorizedVersions({
        access,
        knex,
        views: views.versions,
        comparison: views.comparison,
      }),
      evaluations: new AuthorizedEvaluations({
        access,
        views: views.evaluations,
        trends: views.trends,
      }),
      governance: new AuthorizedGovernance({
        access,
        services: governance,
        views,
        knex,
      }),
      audit: new AuthorizedAudit({ access, services: audit }),
      changes: new AuthorizedChanges({
        feed: changes,
        projections: views.projections,
      }),
      webhooks: new AuthorizedWebhooks({ access, service: webhooks }),
    },
    pipelines: {
      pipelineAuthenticator: registry.pipelineAuthenticator,
      exchange: registry.exchange,
      promotionService: governance.promotionService,
      permits: governance.permits,
      deploymentService: governance.deploymentService,
      pipelinePromotions: views.pipelinePromotions,
      deployments: views.deployments,
      reports: new PipelineReports({
        knex,
        versions: registry.versions,
        evaluations: registry.evaluations,
        parts: registry.evaluationParts,
      }),
    },
  };
}
