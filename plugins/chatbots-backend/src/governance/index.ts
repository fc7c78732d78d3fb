export { createGovernance } from './createGovernance';
export type { GovernanceServices } from './GovernanceServices';
