export { createAudit } from './createAudit';
export type { AuditServices } from './AuditServices';
export type { AuditFilter } from './query/AuditQueryService';
export type { AuditDownload } from './export/AuditExportService';
