export { AuthorizedAudit } from './AuthorizedAudit';
