export { createRegistry, type RegistryServices } from './createRegistry';
export type * from './commands';
export type { PipelineActor } from '../database';
export type { PipelineAuthenticator } from './tokens/DatabasePipelineAuthenticator';
