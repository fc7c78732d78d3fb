export type { ReasonDescription } from './codes';
export {
  describeReason,
  isReasonCode,
  reasonCodes,
  VOID_REASONS,
  type ReasonCode,
  type VoidReason,
} from './reasonCodes';
export { reasonOf, type Reason } from './reasonOf';
export {
  toErrorWithReason,
  isErrorWithReason,
  errorWithReason,
  type ErrorWithReason,
  type ErrorWithReasonOptions,
} from './errorWithReason';
