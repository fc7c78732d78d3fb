export { auditCodes } from './auditCodes';
export { governanceCodes } from './governanceCodes';
export { registryCodes } from './registryCodes';
export { requestCodes } from './requestCodes';
export { webhookCodes } from './webhookCodes';
export { scmCodes } from './scmCodes';
export type { ReasonDescription } from './ReasonDescription';
