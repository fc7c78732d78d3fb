/** Rows as the database gives them. Instants are RFC 3339 texts in UTC; JSON columns are texts. */

export interface ChatbotRow {
  name: string;
  namespace: string;
  title: string;
  purpose: string | null;
  owner: string;
  risk_class: string;
  repository_host: string;
  repository_id: string;
  repository_owner_id: string | null;
  repository_url: string;
  demo: boolean | number;
  created_at: string;
  updated_at: string;
}

export interface PipelineTokenRow {
  id: string;
  chatbot: string;
  kind: 'stored' | 'exchanged';
  purpose: string;
  prefix: string;
  token_hash: string;
  origin: string | null;
  created_by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface ModelVersionRow {
  id: string;
  chatbot: string;
  version: string;
  ordinal: number;
  digest: string;
  bundle: string;
  model_card: string | null;
  commits: string;
  run: string;
  origin: string;
  demo: boolean | number;
  reported_at: string;
}

export interface PromptTextRow {
  chatbot: string;
  digest: string;
  text: string;
}

export interface EvaluationRow {
  id: string;
  chatbot: string;
  version_id: string;
  version: string;
  digest: string;
  suite: string;
  dataset_name: string;
  dataset_revision: string;
  dataset_digest: string;
  judge_name: string;
  judge_kind: string;
  judge_digest: string;
  deployment_id: string | null;
  stage: string | null;
  identity_digest: string;
  content_digest: string;
  sample_count: number;
  run: string;
  origin: string;
  demo: boolean | number;
  started_at: string;
  finished_at: string;
  reported_at: string;
}

export interface EvaluationMetricRow {
  evaluation_id: string;
  name: string;
  value: number;
  direction: string;
  unit: string | null;
  sample_count: number;
  standard_deviation: number | null;
  position: number;
}

export interface EvaluationSliceRow {
  evaluation_id: string;
  metric: string;
  slice: string;
  value: number;
  sample_count: number;
}

export interface EvaluationSampleRow {
  evaluation_id: string;
  sample_id: string;
  position: number;
  slice: string | null;
  scores: string;
  passed: boolean | number | null;
  input: string | null;
  expected: string | null;
  output: string | null;
}

export interface PolicyRow {
  number: number;
  state: 'proposed' | 'active' | 'retired';
  active_key: string | null;
  digest: string;
  text: string;
  proposed_by: string | null;
  proposed_at: string;
  activated_at: string | null;
}

export interface PolicyApprovalRow {
  policy_number: number;
  user_ref: string;
  approved_at: string;
}

export interface PromotionRow {
  id: string;
  chatbot: string;
  version_id: string;
  version: string;
  digest: string;
  stage: string;
  strategy: string;
  state: string;
  state_reason: string | null;
  open_key: string | null;
  binding: string;
  binding_digest: string;
  replaces_version: string | null;
  replaces_digest: string | null;
  policy_number: number;
  rules: string;
  requested_by: string;
  contributors: string;
  requested_via: 'person' | 'pipeline';
  comment: string | null;
  summary: string | null;
  assessment: string;
  gate: string;
  demo: boolean | number;
  requested_at: string;
  expires_at: string;
  approved_at: string | null;
  updated_at: string;
}

export interface DecisionRow {
  id: string;
  promotion_id: string;
  user_ref: string;
  outcome: 'approve' | 'reject';
  binding_digest: string;
  active_key: string | null;
  comment: string | null;
  decided_at: string;
  withdrawn_at: string | null;
}

export interface PermitRow {
  id: string;
  promotion_id: string;
  envelope: string;
  key_id: string;
  issued_at: string;
  expires_at: string;
  consumed_at: string | null;
  idempotency_key: string | null;
  deployment_id: string | null;
}

export interface DeploymentRow {
  id: string;
  chatbot: string;
  stage: string;
  version_id: string;
  version: string;
  digest: string;
  promotion_id: string;
  strategy: string;
  state: 'open' | 'deployed' | 'rolled-back' | 'failed';
  open_key: string | null;
  weight: number;
  replaces_version: string | null;
  fallback_digest: string | null;
  approved_by: string;
  run: string | null;
  message: string | null;
  started_at: string;
  finished_at: string | null;
  ended_at: string | null;
}

export interface DeploymentStepRow {
  deployment_id: string;
  sequence: number;
  name: string;
  weight: number;
  status: 'healthy' | 'unhealthy';
  message: string | null;
  reported_at: string;
}

export interface StageRow {
  chatbot: string;
  stage: string;
  version_id: string;
  version: string;
  digest: string;
  deployment_id: string;
  since: string;
}

export interface ChatbotSummaryRow {
  chatbot: string;
  latest_version: string | null;
  next_stage: string | null;
  verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
  failing: string;
  quality: string | null;
  quality_value: number | null;
  refreshed_at: string;
}

/** `insert_id` and `sequence` are texts on PostgreSQL, which returns 64-bit integers so. */
export interface AuditEventRow {
  insert_id: number | string;
  id: string;
  sequence: number | string | null;
  type: string;
  chatbot: string | null;
  subject_kind: string;
  subject_id: string;
  actor_kind: 'user' | 'pipeline' | 'service';
  pseudonym: string | null;
  occurred_at: string;
  recorded_at: string;
  body: string;
  leaf_hash: string;
}

export interface AuditTextRow {
  event_id: string;
  field: string;
  salt: string;
  text: string;
}

export interface OutboxRow {
  id: number | string;
  message_id: string;
  topic: string;
  payload: string;
  created_at: string;
  attempts: number;
  not_before: string | null;
  dispatched_at: string | null;
}
