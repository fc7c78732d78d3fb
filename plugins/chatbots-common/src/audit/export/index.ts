export {
  EXPORT_FORMAT,
  type ExportEvent,
  type ExportFooter,
  type ExportHeader,
  type ExportReveals,
} from './ExportFormat';
export type { ExportProblem, ExportVerification } from './ExportVerification';
export { verifyExport, type VerifyExportOptions } from './verifyExport';
export { writeExport, writeExportCsv, type ExportHashing } from './writeExport';
