export {
  createAlarm,
  createAudit,
  createEvidenceCheck,
  type AuditServices,
} from './createAudit';
export { loadLogKey } from './logKey';
export type { AuditDownload } from './export/AuditExportService';
