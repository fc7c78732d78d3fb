export interface AuditTextRow {
  event_id: string;
  field: string;
  salt: string;
  text: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    audit_texts: AuditTextRow;
  }
}
