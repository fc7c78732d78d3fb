import type { RegisteredChecks } from '../checks';
import {
  RiskClass,
  StageName,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

/**
 * One thing that is wrong with a policy text.
 *
 * @public
 */
export interface PolicyProblem {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Where in the document, such as `stages.production.checks[2].min`; empty for the whole. */
  path: string;
  /** What is wrong. */
  message: string;
  /** The type of check that nobody registered, where that is what is wrong. */
  unregistered?: string;
}

/**
 * Options of `parsePolicy`.
 *
 * @public
 */
export interface ParsePolicyOptions {
  /** The checks that a rule may be of. */
  checks: RegisteredChecks;
  /**
   * Whether the policy was activated already. Then a check that nobody registered any more, or whose module reads it no longer, is
   * kept: it blocks as `check-unavailable`. Default: refused.
   */
  inForce?: boolean;
  /** The configured stages in order. When given, the policy may name no other. */
  stages?: readonly StageName[];
  /** The configured risk classes. When given, the policy may name no other. */
  riskClasses?: readonly RiskClass[];
}

/** A problem at a place in the document that is not yet a line and column. @internal */
export interface PathProblem {
  path: readonly PropertyKey[];
  message: string;
  unregistered?: string;
  /** Whether the name itself is wrong, not what stands there. */
  atKey?: boolean;
}
