export { createRegistry } from './createRegistry';
export type { RegistryServices } from './RegistryServices';
