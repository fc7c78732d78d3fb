export { createAudit } from './createAudit';
export type { AuditServices } from './AuditServices';
export type { AuditFilter } from '../database/auditEvents';
export type { AuditDownload } from './export/AuditExportService';
