export { createRegistry, type RegistryServices } from './createRegistry';
export type * from './commands';
export type { PipelineActor } from '../database/Actor';
export type { PipelineAuthenticator } from './tokens/DatabasePipelineAuthenticator';
