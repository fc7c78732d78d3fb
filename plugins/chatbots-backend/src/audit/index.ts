export { createAudit, type AuditServices } from './createAudit';
export type { AuditDownload } from './export/AuditExportService';
export type { AuditFilter } from './query/AuditQueryService';
