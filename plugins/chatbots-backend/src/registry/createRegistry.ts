import { CatalogMembershipReader } from '../people';
import { PluginContext } from '../PluginContext';
import { DefaultChatbotService } from './chatbots/DefaultChatbotService';
import {
  ChatbotService,
  EvaluationPartsService,
  EvaluationService,
  EvidenceListener,
  ModelVersionService,
} from './commands';
import { DefaultEvaluationService } from './evaluations/DefaultEvaluationService';
import { EvaluationParts } from './evaluations/EvaluationParts';
import { IdentityTokenExchanger } from './identity/IdentityTokenExchanger';
import { IdentityTokenVerifier } from './identity/IdentityTokenVerifier';
import { readIssuers } from './identity/IssuerConfig';
import {
  DatabasePipelineAuthenticator,
  PipelineAuthenticator,
} from './tokens/DatabasePipelineAuthenticator';
import { DefaultPipelineTokenService } from './tokens/DefaultPipelineTokenService';
import { PipelineTokenService } from './tokens/PipelineTokenService';
import { DefaultModelVersionService } from './versions/DefaultModelVersionService';

/** The registry's commands: they take a context that says who acts and since when. */
export interface RegistryServices {
  pipelineAuthenticator: PipelineAuthenticator;
  exchange: IdentityTokenExchanger;
  chatbots: ChatbotService;
  tokens: PipelineTokenService;
  versions: ModelVersionService;
  evaluations: EvaluationService;
  evaluationParts: EvaluationPartsService;
}

/** Builds the registry. */
export function createRegistry(
  context: PluginContext,
  { listener }: { listener: EvidenceListener },
): RegistryServices {
  const { knex, unitOfWork, clock, logger, config, eventKeys } = context;
  const tokens = new DefaultPipelineTokenService({ knex, unitOfWork, clock });
  return {
    pipelineAuthenticator: new DatabasePipelineAuthenticator({
      knex,
      unitOfWork,
      clock,
      logger,
    }),
    exchange: new IdentityTokenExchanger({
      knex,
      verifier: new IdentityTokenVerifier({
        issuers: readIssuers(config),
        clock,
      }),
      tokens,
    }),
    chatbots: new DefaultChatbotService({
      unitOfWork,
      people: CatalogMembershipReader.create(context),
    }),
    tokens,
    versions: new DefaultModelVersionService({ unitOfWork }),
    evaluations: new DefaultEvaluationService({ unitOfWork, clock, listener }),
    evaluationParts: new EvaluationParts({
      unitOfWork,
      clock,
      eventKeys,
      listener,
      logger,
    }),
  };
}
