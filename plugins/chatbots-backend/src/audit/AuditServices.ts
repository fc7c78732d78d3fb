/** The services of the audit log: sequence, checkpoint, prove, query, export. */
export interface AuditServices {}
