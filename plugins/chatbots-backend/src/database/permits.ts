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

declare module 'knex/types/tables' {
  interface Tables {
    permits: PermitRow;
  }
}
