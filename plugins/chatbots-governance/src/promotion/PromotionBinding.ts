import {
  RiskClass,
  StageName,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * The facts a promotion freezes and every decision is bound to. Change any of them and every decision is void.
 *
 * @public
 */
export interface PromotionBinding {
  /** Name of the chatbot. */
  chatbot: string;
  /** Digest of the model version. */
  digest: string;
  /** Name of the model version. */
  version: string;
  /** Stage to bring it to. */
  stage: StageName;
  /** Digest of the version that runs in the stage; absent when nothing runs there. */
  replaces?: string;
  /** The evaluations it rests on. Order has no meaning. */
  evaluations: readonly { id: string; digest: string }[];
  /**
   * Final answers of systems outside the portal that it rests on. Order has no meaning; absent and empty are the same, as in
   * bindings of before there were any.
   */
  answers?: readonly { id: string; system: string; digest: string }[];
  /** Entity ref of the chatbot's owner, from the registry. */
  owner: string;
  /** Risk class of the chatbot, from the registry. */
  riskClass: RiskClass;
  /** Immutable id of the chatbot's repository, from the registry. */
  repositoryId: string;
  /** Digest of the rules that resolve for the stage and risk class. */
  rulesDigest: string;
}
