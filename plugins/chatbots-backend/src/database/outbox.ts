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

declare module 'knex/types/tables' {
  interface Tables {
    outbox: OutboxRow;
  }
}
