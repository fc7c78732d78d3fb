import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** What the `origin` column of an exchanged token holds. */
export interface StoredOrigin {
  /** The verified claims. */
  origin: Api.Origin;
  /** SCM login of the person who started the run; beside the claims, because origins are shown and this is a person. */
  login?: string;
}
