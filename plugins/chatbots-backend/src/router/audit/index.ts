export { addAuditRoutes } from './addAuditRoutes';
