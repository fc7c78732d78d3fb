export { auditCodes } from './auditCodes';
export { governanceCodes } from './governanceCodes';
export { registryCodes } from './registryCodes';
export { requestCodes } from './requestCodes';
export type { ReasonDescription } from './ReasonDescription';
