/**
 * Where a promotion stands.
 *
 * - `requested`: waits for decisions and checks
 * - `approved`: quorum reached and all checks pass; waits for the pipeline
 * - `released`: the permit is issued
 * - `deploying`: the permit is consumed, the deployment is open
 * - `deployed`, `rolled-back`, `failed`: how the deployment ended
 * - `withdrawn`, `rejected`, `expired`, `void`, `superseded`: how it ended without one
 *
 * @public
 */
export type PromotionState =
  | 'requested'
  | 'approved'
  | 'released'
  | 'deploying'
  | 'deployed'
  | 'rolled-back'
  | 'failed'
  | 'withdrawn'
  | 'rejected'
  | 'expired'
  | 'void'
  | 'superseded';

/**
 * All states, in the order a list shows them.
 *
 * @public
 */
export const PROMOTION_STATES: readonly PromotionState[] = [
  'requested',
  'approved',
  'released',
  'deploying',
  'deployed',
  'rolled-back',
  'failed',
  'withdrawn',
  'rejected',
  'expired',
  'void',
  'superseded',
];
