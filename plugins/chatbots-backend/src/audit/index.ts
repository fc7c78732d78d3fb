export {
  createAlarm,
  createAudit,
  createEvidenceVerifier,
  type AuditServices,
} from './createAudit';
export { addFileAnchor } from './anchor/FileAnchor';
export { logOrigin, toLogKeys } from './logKeys';
export type { AuditDownload } from './export/AuditExportService';
