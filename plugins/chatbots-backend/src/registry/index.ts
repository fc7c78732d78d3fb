export { ComparisonService } from '../views/comparison/ComparisonService';
export { createRegistry } from './createRegistry';
export type { RegistryServices } from './RegistryServices';
