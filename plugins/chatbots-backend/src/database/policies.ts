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

declare module 'knex/types/tables' {
  interface Tables {
    policies: PolicyRow;
    policy_approvals: PolicyApprovalRow;
  }
}
