export {
  createAlarm,
  createAudit,
  createEvidenceVerifier,
  type AuditServices,
} from './createAudit';
export { loadLogKey, logOrigin } from './logKey';
export type { AuditDownload } from './export/AuditExportService';
