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
}

/**
 * Options of `parsePolicy`.
 *
 * @public
 */
export interface ParsePolicyOptions {
  /** The configured stages in order. When given, the policy may name no other. */
  stages?: readonly StageName[];
  /** The configured risk classes. When given, the policy may name no other. */
  riskClasses?: readonly RiskClass[];
}

/** A problem at a place in the document that is not yet a line and column. @internal */
export interface PathProblem {
  path: readonly PropertyKey[];
  message: string;
  /** Whether the name itself is wrong, not what stands there. */
  atKey?: boolean;
}
