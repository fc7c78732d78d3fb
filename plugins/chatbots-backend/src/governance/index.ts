export { createGovernance } from './createGovernance';
export type { GovernanceServices } from './GovernanceServices';
export type * from './types';
