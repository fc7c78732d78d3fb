export { addRegistryRoutes } from './addRegistryRoutes';
