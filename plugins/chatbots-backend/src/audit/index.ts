export { createAudit } from './createAudit';
export type { AuditServices } from './AuditServices';
