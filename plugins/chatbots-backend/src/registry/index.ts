export { ComparisonService } from './comparison/ComparisonService';
export { createRegistry } from './createRegistry';
export type { RegistryServices } from './RegistryServices';
