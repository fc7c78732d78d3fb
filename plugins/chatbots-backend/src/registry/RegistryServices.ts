import {
  AuthorizedChatbots,
  AuthorizedEvaluations,
  AuthorizedPipelineTokens,
  AuthorizedVersions,
  ChatbotAccess,
} from '../authorization/registry';
import { PipelineAuthenticator } from './tokens/PipelineAuthenticator';
import { ChatbotService } from './chatbots/ChatbotService';
import { EvaluationService } from './evaluations/EvaluationService';
import { IdentityTokenExchange } from './identity/IdentityTokenExchange';
import { PipelineReports } from '../authorization/registry/PipelineReports';
import { SummaryRefresher } from '../followers/summaries/SummaryRefresher';
import { PipelineTokenService } from './tokens/PipelineTokenService';
import { ModelVersionService } from './versions/ModelVersionService';

/** The services of the registry: chatbots, tokens, versions, evaluations. */
export interface RegistryServices {
  pipelineAuthenticator: PipelineAuthenticator;
  /** Asks the permission framework, for every area alike. */
  access: ChatbotAccess;
  /** What the routes call: every call is authorised. */
  chatbots: AuthorizedChatbots;
  tokens: AuthorizedPipelineTokens;
  versions: AuthorizedVersions;
  evaluations: AuthorizedEvaluations;
  reports: PipelineReports;
  exchange: IdentityTokenExchange;
  /** Keeps what the list of chatbots sorts by; ask it to catch up after a history was written. */
  summaries: SummaryRefresher;
  /** The commands themselves, for the portal's own use: they take a context that says who acts and since when. */
  commands: {
    chatbots: ChatbotService;
    tokens: PipelineTokenService;
    versions: ModelVersionService;
    evaluations: EvaluationService;
  };
}
