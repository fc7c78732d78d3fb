import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * What moves a promotion from one state to the next.
 *
 * @public
 */
export type PromotionCommand =
  | 'approve'
  | 'withdraw-decision'
  | 'issue-permit'
  | 'consume-permit'
  | 'report-deployed'
  | 'report-rolled-back'
  | 'report-failed'
  | 'abandon'
  | 'withdraw'
  | 'reject'
  | 'expire'
  | 'void'
  | 'supersede';

/**
 * Who fires a command. `portal` is the portal itself, acting on time or on a change of the facts.
 *
 * @public
 */
export type PromotionActor =
  | 'requester'
  | 'reviewer'
  | 'pipeline'
  | 'portal'
  | 'admin';

/**
 * One edge of the state table.
 *
 * @public
 */
export interface PromotionTransition {
  /** State it leaves. */
  from: PromotionState;
  /** State it reaches. */
  to: PromotionState;
  /** What fires it; together with `from` it names exactly one edge. */
  command: PromotionCommand;
  /** Who may fire it. */
  who: readonly PromotionActor[];
  /** What must hold, in words. */
  guard: string;
}
