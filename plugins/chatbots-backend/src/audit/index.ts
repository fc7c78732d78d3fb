export {
  createAlarm,
  createAudit,
  createEvidenceVerifier,
  type AuditServices,
} from './createAudit';
export { addFileAnchor } from './anchor/FileAnchor';
export { LogGuard } from './anchor/LogGuard';
export { claimLogName } from './continuation/claimLogName';
export { formerNames, namesBefore } from './continuation/readLogNames';
export { logOrigin, toLogKeys } from './logKeys';
export { openLog } from './openLog';
export type { AuditDownload } from './export/AuditExportService';
