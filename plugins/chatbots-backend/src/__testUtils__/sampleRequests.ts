import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  evaluationReport,
  registration,
  versionReport,
} from './registryFixtures';

/** One well-formed request of an operation, as far as the schema goes. */
export interface SampleRequest {
  path?: Record<string, string | number>;
  query?: Record<string, string | number>;
  body?: object;
}

/** Ids that requests name; made by the test that sends them. */
export interface SampleIds {
  promotionId: string;
  permitId: string;
  deploymentId: string;
  evaluationId: string;
  tokenId: string;
  proposalId: string;
  policyNumber: number;
}

/** A request for each operation, so that what answers is the access check and not the schema. */
export function sampleRequests(ids: SampleIds): Record<string, SampleRequest> {
  const chatbot = { chatbot: 'support-bot' };
  const version = '1.0.0';
  const promotion = { promotionId: ids.promotionId };
  const proposal = { proposalId: ids.proposalId };
  const deployment = { deploymentId: ids.deploymentId };
  const evaluation = { evaluationId: ids.evaluationId };
  const delivery = { deliveryId: '00000000-0000-4000-8000-000000000000' };
  const run: Api.PipelineRun = { id: '1' };
  return {
    GetPublicKeys: {},
    ExchangeIdentityToken: { body: { identityToken: 'x'.repeat(40) } },
    AnswerExternalCheck: {
      path: { system: 'change-board' },
      body: { id: 'req_1', bindingDigest: 'f'.repeat(64), status: 'approved' },
    },
    ReportModelVersion: { body: versionReport() },
    ReportEvaluation: { body: evaluationReport() },
    ReportEvaluationPart: { path: { ...evaluation, part: 1 }, body: {} },
    CompleteEvaluation: { path: evaluation },
    ListPipelinePromotions: {},
    RequestPromotionAsPipeline: { body: { version, stage: 'staging', run } },
    GetPipelinePromotion: { path: promotion },
    FetchPermit: { path: promotion },
    ConsumePermit: {
      path: { permitId: ids.permitId },
      body: { idempotencyKey: 'k', digest: 'f'.repeat(64) },
    },
    GetPipelineDeployment: { path: deployment },
    ReportDeploymentStep: {
      path: deployment,
      body: { sequence: 9, name: 'x', weight: 1, status: 'healthy' },
    },
    ReportDeploymentOutcome: { path: deployment, body: { outcome: 'failed' } },
    ListChatbots: {},
    DownloadChatbots: {},
    ListChatbotTitles: { query: { names: 'support-bot' } },
    RegisterChatbot: { body: registration({ name: 'another-bot' }) },
    GetChatbot: { path: chatbot },
    ProposeFacts: { path: chatbot, body: { riskClass: 'minimal' } },
    ListFactsProposals: {},
    DecideFacts: {
      path: proposal,
      body: { decision: 'accept', digest: 'f'.repeat(64) },
    },
    WithdrawFacts: { path: proposal },
    ListPipelineTokens: { path: chatbot },
    IssuePipelineToken: { path: chatbot, body: { purpose: 'sample' } },
    RevokePipelineToken: { path: { ...chatbot, tokenId: ids.tokenId } },
    ListModelVersions: { path: chatbot },
    GetModelVersion: { path: { ...chatbot, version } },
    CompareModelVersions: {
      path: chatbot,
      query: { base: version, target: version },
    },
    ListEvaluations: { path: chatbot },
    GetTrends: { path: chatbot },
    ListHostRuns: { path: chatbot },
    ListStages: { path: chatbot },
    ListDeployments: { path: chatbot },
    ExplainGates: { path: chatbot, query: { version } },
    RequestPromotion: { path: chatbot, body: { version, stage: 'staging' } },
    GetEvaluation: { path: evaluation },
    ListEvaluationSamples: { path: evaluation },
    ListPromotions: {},
    GetPromotion: { path: promotion },
    DecidePromotion: {
      path: promotion,
      body: { decision: 'approve', bindingDigest: 'f'.repeat(64) },
    },
    WithdrawDecision: { path: promotion },
    WithdrawPromotion: { path: promotion },
    StartWorkflow: { path: promotion },
    AbandonDeployment: { path: promotion, body: { comment: 'its job died' } },
    ListPolicies: {},
    ProposePolicy: { body: { text: 'not a policy' } },
    ApprovePolicy: { path: { policyNumber: ids.policyNumber } },
    GetAuditStatus: {},
    ListAuditEvents: {},
    GetAuditEvent: { path: { sequence: 0 } },
    GetLatestCheckpoint: {},
    GetConsistencyProof: { query: { from: 0, to: 0 } },
    CreateAuditExport: { body: {} },
    DownloadAuditEvents: {},
    DownloadAuditExport: { path: { ticket: 'a'.repeat(43) } },
    ReadChanges: { path: { consumer: 'sample' } },
    AcknowledgeChanges: {
      path: { consumer: 'sample' },
      body: { cursor: 0, revision: 0 },
    },
    ReadProjection: {},
    ListWebhooks: {},
    ListWebhookDeliveries: {},
    GetWebhookDelivery: { path: delivery },
    RedeliverWebhookDelivery: { path: delivery },
    RedeliverFailedWebhookDeliveries: {
      path: { webhook: 'receiver' },
      body: { since: '2026-01-01T00:00:00.000Z' },
    },
  };
}
