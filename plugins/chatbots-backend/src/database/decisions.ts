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

declare module 'knex/types/tables' {
  interface Tables {
    decisions: DecisionRow;
  }
}
