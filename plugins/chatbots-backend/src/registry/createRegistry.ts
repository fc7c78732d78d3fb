import {
  AuthorizedChatbots,
  AuthorizedEvaluations,
  AuthorizedPipelineTokens,
  AuthorizedVersions,
  ChatbotAccess,
  registerChatbotPermissions,
} from '../authorization/registry';
import { CatalogMembershipReader } from '../people';
import { PluginContext } from '../PluginContext';
import { ComparisonService } from '../views/comparison/ComparisonService';
import { ChatbotOverviews } from '../views/chatbots/ChatbotOverviews';
import { ChatbotViews } from '../views/chatbots/ChatbotViews';
import { DefaultChatbotService } from './chatbots/DefaultChatbotService';
import { DefaultEvaluationService } from './evaluations/DefaultEvaluationService';
import { EvaluationViews } from '../views/evaluations/EvaluationViews';
import { GatesInForce } from '../views/GatesInForce';
import { GovernanceViews } from '../views/GovernanceViews';
import { IdentityTokenExchange } from './identity/IdentityTokenExchange';
import { IdentityTokenVerifier } from './identity/IdentityTokenVerifier';
import { readIssuers } from './identity/IssuerConfig';
import { PipelineReports } from '../authorization/registry/PipelineReports';
import { RegistryServices } from './RegistryServices';
import { DatabasePipelineAuthenticator } from './tokens/DatabasePipelineAuthenticator';
import { DefaultPipelineTokenService } from './tokens/DefaultPipelineTokenService';
import { TrendService } from '../views/trends/TrendService';
import { startSummaries } from '../followers/summaries/startSummaries';
import { DefaultModelVersionService } from './versions/DefaultModelVersionService';
import { ModelVersionViews } from '../views/versions/ModelVersionViews';

/** Builds the registry. */
export async function createRegistry(
  context: PluginContext,
  services: GovernanceViews,
  comparison: ComparisonService,
): Promise<RegistryServices> {
  const governance: GovernanceViews = {
    ...services,
    gates: GatesInForce.create(services),
  };
  const { knex, unitOfWork, clock, logger, permissionsRegistry } = context;
  registerChatbotPermissions(permissionsRegistry, knex);
  const access = ChatbotAccess.create({
    permissions: context.permissions,
    permissionsRegistry,
    enabled: context.config.getOptionalBoolean('permission.enabled') ?? false,
  });
  const people = CatalogMembershipReader.create(context);
  const chatbots = DefaultChatbotService.create({
    unitOfWork,
    people,
    listener: governance.facts,
  });
  const tokens = DefaultPipelineTokenService.create({
    knex,
    unitOfWork,
    clock,
  });
  const versions = DefaultModelVersionService.create({ unitOfWork });
  const evaluations = DefaultEvaluationService.create({
    unitOfWork,
    clock,
    listener: governance.facts,
  });
  const summaries = await startSummaries(context, governance);
  const versionViews = ModelVersionViews.create({ knex, clock, governance });
  return {
    access,
    pipelineAuthenticator: DatabasePipelineAuthenticator.create({
      knex,
      unitOfWork,
      clock,
      logger,
    }),
    chatbots: AuthorizedChatbots.create({
      access,
      service: chatbots,
      views: ChatbotViews.create({ knex, governance }),
      overviews: ChatbotOverviews.create({ knex, people, governance }),
    }),
    tokens: AuthorizedPipelineTokens.create({
      access,
      knex,
      people,
      service: tokens,
    }),
    versions: AuthorizedVersions.create({
      access,
      knex,
      views: versionViews,
      comparison,
    }),
    evaluations: AuthorizedEvaluations.create({
      access,
      views: EvaluationViews.create({ knex }),
      trends: TrendService.create({ knex, governance }),
    }),
    exchange: IdentityTokenExchange.create({
      knex,
      verifier: IdentityTokenVerifier.create({
        issuers: readIssuers(context.config),
        clock,
      }),
      tokens,
    }),
    reports: PipelineReports.create({
      knex,
      versions,
      versionViews,
      evaluations,
    }),
    summaries,
    commands: { chatbots, tokens, versions, evaluations },
  };
}
