export { createAudit, type AuditServices } from './createAudit';
export type { AuditFilter } from '../database/auditEvents';
export type { AuditDownload } from './export/AuditExportService';
