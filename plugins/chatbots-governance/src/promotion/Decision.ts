/**
 * What a reviewer says.
 *
 * @public
 */
export type DecisionOutcome = 'approve' | 'reject';

/**
 * One reviewer's word on one promotion.
 *
 * @public
 */
export interface BoundDecision {
  /** Entity ref of the reviewer. */
  user: string;
  /** What they decided. */
  outcome: DecisionOutcome;
  /** Digest of the promotion's binding that the reviewer saw. A decision counts for this digest and no other. */
  bindingDigest: string;
  /** When (RFC 3339, UTC). */
  decidedAt: string;
  /** When it was withdrawn (RFC 3339, UTC); a withdrawn decision counts for nothing. */
  withdrawnAt?: string;
}
