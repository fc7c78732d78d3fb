export { ComparisonService } from './ComparisonService';
export { createViews, type ViewServices } from './createViews';
export type { GovernanceViews } from './GovernanceViews';
