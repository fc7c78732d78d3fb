export {
  EXPORT_FORMAT,
  type ExportEvent,
  type ExportFooter,
  type ExportHeader,
  type ExportReveals,
} from './ExportFormat';
export { CSV_LIST_LIMITS, type CsvList, writeCsvList } from './csv';
export type { ExportPeriod } from './ExportPeriod';
export type {
  ExportProblem,
  ExportVerification,
  HeldVerification,
} from './ExportVerification';
export type { ContinuedCheckpoint, ExportContinuation } from './continuation';
export type { HeldCheckpoint, HeldConsistencyProof } from './compareHeld';
export { verifyExport, type VerifyExportOptions } from './verifyExport';
export { writeExport, writeExportCsv, type ExportHashing } from './writeExport';
