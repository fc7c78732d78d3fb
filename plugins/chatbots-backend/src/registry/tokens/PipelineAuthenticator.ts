import { PipelineActor } from '../../database';

export type { PipelineActor } from '../../database';

/** Turns the value of a pipeline token into the pipeline it belongs to, or throws. */
export interface PipelineAuthenticator {
  /** Throws `token-invalid`, `token-expired` or `token-revoked`. */
  authenticate(token: string): Promise<PipelineActor>;
}
