// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** Types of every operation, for the validating router. */
export type EndpointMap = {
  '#get|/.well-known/chatbot-portal/keys': {
    response: Api.PublicKeys | Api.ErrorBody;
  };
  '#post|/pipeline/v1/token': {
    body: Api.IdentityTokenExchange;
    response: Api.ExchangedToken | Api.ErrorBody;
  };
  '#post|/external/v1/systems/{system}/answers': {
    path: Api.operations['AnswerExternalCheck']['parameters']['path'];
    body: Api.ExternalAnswer;
    response: void | Api.ErrorBody;
  };
  '#post|/pipeline/v1/versions': {
    body: Api.ModelVersionReport;
    response: Api.ReportedModelVersion | Api.ErrorBody;
  };
  '#post|/pipeline/v1/evaluations': {
    body: Api.EvaluationReport;
    response: Api.Evaluation | Api.OpenEvaluation | Api.ErrorBody;
  };
  '#put|/pipeline/v1/evaluations/{evaluationId}/parts/{part}': {
    path: Api.operations['ReportEvaluationPart']['parameters']['path'];
    body: Api.EvaluationPart;
    response: Api.OpenEvaluation | Api.ErrorBody;
  };
  '#post|/pipeline/v1/evaluations/{evaluationId}/complete': {
    path: Api.operations['CompleteEvaluation']['parameters']['path'];
    response: Api.Evaluation | Api.ErrorBody;
  };
  '#get|/pipeline/v1/promotions': {
    query: NonNullable<
      Api.operations['ListPipelinePromotions']['parameters']['query']
    >;
    response: Api.PipelinePromotionList | Api.ErrorBody;
  };
  '#post|/pipeline/v1/promotions': {
    body: Api.PipelinePromotionRequest;
    response: Api.PipelinePromotion | Api.ErrorBody;
  };
  '#get|/pipeline/v1/promotions/{promotionId}': {
    path: Api.operations['GetPipelinePromotion']['parameters']['path'];
    response: Api.PipelinePromotion | Api.ErrorBody;
  };
  '#post|/pipeline/v1/promotions/{promotionId}/permit': {
    path: Api.operations['FetchPermit']['parameters']['path'];
    response: Api.Permit | Api.ErrorBody;
  };
  '#post|/pipeline/v1/permits/{permitId}/consume': {
    path: Api.operations['ConsumePermit']['parameters']['path'];
    body: Api.PermitConsumption;
    response: Api.Deployment | Api.ErrorBody;
  };
  '#get|/pipeline/v1/deployments/{deploymentId}': {
    path: Api.operations['GetPipelineDeployment']['parameters']['path'];
    response: Api.Deployment | Api.ErrorBody;
  };
  '#post|/pipeline/v1/deployments/{deploymentId}/steps': {
    path: Api.operations['ReportDeploymentStep']['parameters']['path'];
    body: Api.DeploymentStepReport;
    response: Api.Deployment | Api.ErrorBody;
  };
  '#post|/pipeline/v1/deployments/{deploymentId}/outcome': {
    path: Api.operations['ReportDeploymentOutcome']['parameters']['path'];
    body: Api.DeploymentOutcomeReport;
    response: Api.Deployment | Api.ErrorBody;
  };
  '#get|/v1/chatbots': {
    query: NonNullable<Api.operations['ListChatbots']['parameters']['query']>;
    response: Api.ChatbotList | Api.ErrorBody;
  };
  '#post|/v1/chatbots': {
    body: Api.ChatbotRegistration;
    response: Api.Chatbot | Api.ErrorBody;
  };
  '#get|/v1/chatbots.csv': {
    query: NonNullable<
      Api.operations['DownloadChatbots']['parameters']['query']
    >;
    response: string | Api.ErrorBody;
  };
  '#get|/v1/chatbot-titles': {
    query: NonNullable<
      Api.operations['ListChatbotTitles']['parameters']['query']
    >;
    response: Api.ChatbotTitleList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}': {
    path: Api.operations['GetChatbot']['parameters']['path'];
    response: Api.ChatbotOverview | Api.ErrorBody;
  };
  '#post|/v1/chatbots/{chatbot}/facts-proposals': {
    path: Api.operations['ProposeFacts']['parameters']['path'];
    body: Api.FactsProposalRequest;
    response: Api.FactsProposal | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/tokens': {
    path: Api.operations['ListPipelineTokens']['parameters']['path'];
    response: Api.PipelineTokenList | Api.ErrorBody;
  };
  '#post|/v1/chatbots/{chatbot}/tokens': {
    path: Api.operations['IssuePipelineToken']['parameters']['path'];
    body: Api.PipelineTokenRequest;
    response: Api.IssuedPipelineToken | Api.ErrorBody;
  };
  '#_delete|/v1/chatbots/{chatbot}/tokens/{tokenId}': {
    path: Api.operations['RevokePipelineToken']['parameters']['path'];
    response: void | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/versions': {
    path: Api.operations['ListModelVersions']['parameters']['path'];
    query: NonNullable<
      Api.operations['ListModelVersions']['parameters']['query']
    >;
    response: Api.ModelVersionList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/versions/{version}': {
    path: Api.operations['GetModelVersion']['parameters']['path'];
    response: Api.ModelVersionDetail | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/comparison': {
    path: Api.operations['CompareModelVersions']['parameters']['path'];
    query: NonNullable<
      Api.operations['CompareModelVersions']['parameters']['query']
    >;
    response: Api.Comparison | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/evaluations': {
    path: Api.operations['ListEvaluations']['parameters']['path'];
    query: NonNullable<
      Api.operations['ListEvaluations']['parameters']['query']
    >;
    response: Api.EvaluationList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/trends': {
    path: Api.operations['GetTrends']['parameters']['path'];
    query: NonNullable<Api.operations['GetTrends']['parameters']['query']>;
    response: Api.TrendList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/runs': {
    path: Api.operations['ListHostRuns']['parameters']['path'];
    response: Api.HostRunList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/stages': {
    path: Api.operations['ListStages']['parameters']['path'];
    query: NonNullable<Api.operations['ListStages']['parameters']['query']>;
    response: Api.StageList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/deployments': {
    path: Api.operations['ListDeployments']['parameters']['path'];
    query: NonNullable<
      Api.operations['ListDeployments']['parameters']['query']
    >;
    response: Api.DeploymentList | Api.ErrorBody;
  };
  '#get|/v1/chatbots/{chatbot}/gates': {
    path: Api.operations['ExplainGates']['parameters']['path'];
    query: NonNullable<Api.operations['ExplainGates']['parameters']['query']>;
    response: Api.GateList | Api.ErrorBody;
  };
  '#post|/v1/chatbots/{chatbot}/promotions': {
    path: Api.operations['RequestPromotion']['parameters']['path'];
    body: Api.PromotionRequest;
    response: Api.Promotion | Api.ErrorBody;
  };
  '#get|/v1/evaluations/{evaluationId}': {
    path: Api.operations['GetEvaluation']['parameters']['path'];
    response: Api.Evaluation | Api.ErrorBody;
  };
  '#get|/v1/evaluations/{evaluationId}/samples': {
    path: Api.operations['ListEvaluationSamples']['parameters']['path'];
    query: NonNullable<
      Api.operations['ListEvaluationSamples']['parameters']['query']
    >;
    response: Api.EvaluationSampleList | Api.ErrorBody;
  };
  '#get|/v1/facts-proposals': {
    query: NonNullable<
      Api.operations['ListFactsProposals']['parameters']['query']
    >;
    response: Api.FactsProposalList | Api.ErrorBody;
  };
  '#post|/v1/facts-proposals/{proposalId}/decision': {
    path: Api.operations['DecideFacts']['parameters']['path'];
    body: Api.FactsDecision;
    response: Api.FactsProposal | Api.ErrorBody;
  };
  '#post|/v1/facts-proposals/{proposalId}/withdrawal': {
    path: Api.operations['WithdrawFacts']['parameters']['path'];
    response: Api.FactsProposal | Api.ErrorBody;
  };
  '#get|/v1/promotions': {
    query: NonNullable<Api.operations['ListPromotions']['parameters']['query']>;
    response: Api.PromotionList | Api.ErrorBody;
  };
  '#get|/v1/promotions/{promotionId}': {
    path: Api.operations['GetPromotion']['parameters']['path'];
    response: Api.PromotionDetail | Api.ErrorBody;
  };
  '#post|/v1/promotions/{promotionId}/decisions': {
    path: Api.operations['DecidePromotion']['parameters']['path'];
    body: Api.DecisionRequest;
    response: Api.Promotion | Api.ErrorBody;
  };
  '#_delete|/v1/promotions/{promotionId}/decisions/mine': {
    path: Api.operations['WithdrawDecision']['parameters']['path'];
    response: Api.Promotion | Api.ErrorBody;
  };
  '#post|/v1/promotions/{promotionId}/withdrawal': {
    path: Api.operations['WithdrawPromotion']['parameters']['path'];
    response: Api.Promotion | Api.ErrorBody;
  };
  '#post|/v1/promotions/{promotionId}/abandonment': {
    path: Api.operations['AbandonDeployment']['parameters']['path'];
    body: Api.AbandonmentRequest;
    response: Api.Promotion | Api.ErrorBody;
  };
  '#post|/v1/promotions/{promotionId}/workflow': {
    path: Api.operations['StartWorkflow']['parameters']['path'];
    response: Api.PromotionWorkflow | Api.ErrorBody;
  };
  '#get|/v1/policies': {
    query: NonNullable<Api.operations['ListPolicies']['parameters']['query']>;
    response: Api.PolicyList | Api.ErrorBody;
  };
  '#post|/v1/policies': {
    body: Api.PolicyProposal;
    response: Api.Policy | Api.ErrorBody;
  };
  '#post|/v1/policies/{policyNumber}/approvals': {
    path: Api.operations['ApprovePolicy']['parameters']['path'];
    response: Api.Policy | Api.ErrorBody;
  };
  '#get|/v1/audit/status': { response: Api.AuditStatus | Api.ErrorBody };
  '#get|/v1/audit/events': {
    query: NonNullable<
      Api.operations['ListAuditEvents']['parameters']['query']
    >;
    response: Api.AuditEventList | Api.ErrorBody;
  };
  '#get|/v1/audit/events.csv': {
    query: NonNullable<
      Api.operations['DownloadAuditEvents']['parameters']['query']
    >;
    response: string | Api.ErrorBody;
  };
  '#get|/v1/audit/events/{sequence}': {
    path: Api.operations['GetAuditEvent']['parameters']['path'];
    response: Api.AuditEventDetail | Api.ErrorBody;
  };
  '#get|/v1/audit/checkpoints/latest': {
    response: Api.LogCheckpoint | Api.ErrorBody;
  };
  '#get|/v1/audit/proofs/consistency': {
    query: NonNullable<
      Api.operations['GetConsistencyProof']['parameters']['query']
    >;
    response: Api.ConsistencyProof | Api.ErrorBody;
  };
  '#post|/v1/audit/exports': {
    body: Api.AuditExportRequest;
    response: Api.AuditExport | Api.ErrorBody;
  };
  '#get|/v1/audit/downloads/{ticket}': {
    path: Api.operations['DownloadAuditExport']['parameters']['path'];
    response: string | Api.ErrorBody;
  };
  '#get|/v1/changes/{consumer}': {
    path: Api.operations['ReadChanges']['parameters']['path'];
    query: NonNullable<Api.operations['ReadChanges']['parameters']['query']>;
    response: Api.Changes | Api.ErrorBody;
  };
  '#put|/v1/changes/{consumer}': {
    path: Api.operations['AcknowledgeChanges']['parameters']['path'];
    body: Api.ChangesCursor;
    response: void | Api.ErrorBody;
  };
  '#get|/v1/projection': {
    query: NonNullable<Api.operations['ReadProjection']['parameters']['query']>;
    response: Api.ProjectionList | Api.ErrorBody;
  };
  '#get|/v1/webhooks': { response: Api.WebhookTargetList | Api.ErrorBody };
  '#get|/v1/webhooks/deliveries': {
    query: NonNullable<
      Api.operations['ListWebhookDeliveries']['parameters']['query']
    >;
    response: Api.WebhookDeliveryList | Api.ErrorBody;
  };
  '#get|/v1/webhooks/deliveries/{deliveryId}': {
    path: Api.operations['GetWebhookDelivery']['parameters']['path'];
    response: Api.WebhookDeliveryDetail | Api.ErrorBody;
  };
  '#post|/v1/webhooks/deliveries/{deliveryId}/redeliver': {
    path: Api.operations['RedeliverWebhookDelivery']['parameters']['path'];
    response: Api.WebhookDeliveryDetail | Api.ErrorBody;
  };
  '#post|/v1/webhooks/{webhook}/redeliver': {
    path: Api.operations['RedeliverFailedWebhookDeliveries']['parameters']['path'];
    body: Api.WebhookRedeliveryRequest;
    response: Api.WebhookRedelivery | Api.ErrorBody;
  };
};
