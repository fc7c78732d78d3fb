export { addGovernanceRoutes } from './addGovernanceRoutes';
