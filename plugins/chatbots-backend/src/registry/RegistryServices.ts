import { PipelineAuthenticator } from '../router/pipelineActor';

/** The services of the registry: chatbots, tokens, versions, evaluations. */
export interface RegistryServices {
  pipelineAuthenticator: PipelineAuthenticator;
}
