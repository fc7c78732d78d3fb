export type { ReasonDescription } from './codes';
export {
  isReasonCode,
  reasonCodes,
  VOID_REASONS,
  type ReasonCode,
  type VoidReason,
} from './reasonCodes';
export { reasonOf, type Reason } from './reasonOf';
export {
  asReasoned,
  isReasoned,
  reasoned,
  type ReasonedError,
  type ReasonedOptions,
} from './reasoned';
