import type { CheckReasonCode } from './CheckReasonCode';

/**
 * How a check ended. Missing evidence is never a pass; `not-applicable` is for a check whose premise is absent by
 * nature, such as a baseline before anything runs in the stage.
 *
 * @public
 */
export type CheckOutcome = 'pass' | 'fail' | 'inconclusive' | 'not-applicable';

/**
 * A range that holds the true value with the given confidence.
 *
 * @public
 */
export interface ConfidenceInterval {
  /** Lower bound. */
  lower: number;
  /** Upper bound. */
  upper: number;
  /** Between 0 and 1, exclusive. */
  confidence: number;
}

/**
 * One rule's outcome, always with what was expected, what was found, and why, in words a person understands.
 *
 * @public
 */
export interface CheckResult {
  /** The check's id in the policy; unique within a gate. */
  id: string;
  /** What the check looks at, for a list. */
  title: string;
  /** How it ended. */
  outcome: CheckOutcome;
  /** What the policy asks for. */
  expected: string;
  /** What the evidence says; `missing` when there is none. */
  actual: string;
  /** One sentence or clause for a person. */
  reason: string;
  /** The same for a machine. */
  reasonCode: CheckReasonCode;
  /** Whether this result keeps a promotion from being approved. */
  blocking: boolean;
  /** The evaluation it rests on. */
  evaluationId?: string;
  /** The evaluation it was compared with. */
  baselineEvaluationId?: string;
  /** Interval that the outcome rests on, when one was computed. */
  interval?: ConfidenceInterval;
  /** Samples that would be needed to tell, when too few were the reason. */
  neededSamples?: number;
  /** Pages outside the portal that say more, https. */
  links?: { title: string; url: string }[];
}

/**
 * What all checks say together. `none` when there are no checks.
 *
 * @public
 */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'none';
