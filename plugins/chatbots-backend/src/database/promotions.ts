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

declare module 'knex/types/tables' {
  interface Tables {
    promotions: PromotionRow;
  }
}
