export {
  createAlarm,
  createAudit,
  createEvidenceCheck,
  type AuditServices,
} from './createAudit';
export { loadLogKey, logOrigin } from './logKey';
export type { AuditDownload } from './export/AuditExportService';
