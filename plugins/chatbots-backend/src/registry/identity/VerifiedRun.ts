import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** What an identity provider said about a run, with its signature checked. */
export interface VerifiedRun {
  /** Where the repository is registered. */
  repository: {
    host: string;
    /** Immutable id. */
    id: string;
    /** Immutable id of the owner, where the provider states one. */
    ownerId?: string;
  };
  origin: Api.Origin;
  /** SCM login of the person who started the run. */
  login?: string;
}
