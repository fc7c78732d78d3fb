export {
  assertReportable,
  reportLimits,
  type ReportableOptions,
} from './assertReportable';
export { obtainToken } from './obtainToken';
export { parsePermitKeys, rawKeyOfPem } from './parsePermitKeys';
export {
  consumePermit,
  fetchPermit,
  runPermitCommand,
  verifyPermitOffline,
  type PermitCheck,
} from './permitCommands';
export { PipelineClient } from './PipelineClient';
export { describeFailure, PipelineError } from './PipelineError';
export type { PipelineHost } from './PipelineHost';
export {
  idempotencyKey,
  pipelineRun,
  type PipelineRunFacts,
} from './pipelineRun';
export { runReportCommand } from './reportCommands';
