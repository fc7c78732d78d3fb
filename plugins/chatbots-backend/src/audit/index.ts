export { createAudit, type AuditServices } from './createAudit';
export type { AuditDownload } from './export/AuditExportService';
