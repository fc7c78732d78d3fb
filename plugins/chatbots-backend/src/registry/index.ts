export { ComparisonService } from './comparison/ComparisonService';
export { createRegistry } from './createRegistry';
export type { FactsListener } from './FactsListener';
export type { GovernanceViews } from './GovernanceViews';
export type { RegistryServices } from './RegistryServices';
