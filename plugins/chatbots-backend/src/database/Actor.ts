import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** A person, signed in. */
export interface UserActor {
  kind: 'user';
  /** Entity ref of the catalog User. */
  userRef: string;
}

/** A pipeline that proved which chatbot it reports for. */
export interface PipelineActor {
  kind: 'pipeline';
  /** The only chatbot it may speak for. */
  chatbot: string;
  /** Id of the pipeline token's record. */
  tokenId: string;
  /** How it proved who it is; the claims are verified for `oidc` and absent for `token`. */
  origin: Api.Origin;
  /** SCM login of the person who started the run; only for `oidc`, where it is a verified claim. */
  login?: string;
}

/** Another plugin, or the portal itself acting on time or on a change of facts. */
export interface ServiceActor {
  kind: 'service';
  /** For example `plugin:catalog`, or `portal`. */
  subject: string;
}

/** Who makes a change. */
export type Actor = UserActor | PipelineActor | ServiceActor;

/** The portal itself. */
export const PORTAL: ServiceActor = { kind: 'service', subject: 'portal' };
