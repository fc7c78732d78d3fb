import {
  CheckResult,
  DeploymentEvidence,
  EvaluationEvidence,
  SampleScore,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { z } from 'zod';
import type { PolicyCheck, PolicyCheckBase, ResolvedRules } from '../policy';
import type { CheckBaseline, CheckedPrompt, CheckedText } from './CheckInput';
import type { ExternalAnswer } from './ExternalAnswer';

/**
 * The facts that a check can ask for.
 *
 * @public
 */
export const CHECK_FACTS = [
  'evaluations',
  'baseline',
  'deployments',
  'telemetry',
  'version',
  'prompts',
  'texts',
  'external',
] as const;

/**
 * One of {@link CHECK_FACTS}.
 *
 * @public
 */
export type CheckFact = (typeof CHECK_FACTS)[number];

/**
 * What each fact holds.
 *
 * @public
 */
export interface CheckFactValues {
  /** Evaluations of the version under check, in any order. */
  evaluations: readonly EvaluationEvidence[];
  /** The version that runs in the stage; undefined when nothing does. */
  baseline: CheckBaseline | undefined;
  /** Deployments of the version to any stage, in any order. */
  deployments: readonly DeploymentEvidence[];
  /** Aggregates of what runs. No source of it exists yet: a check that needs it is `inconclusive` and not called. */
  telemetry: unknown;
  /** The version under check. */
  version: { name: string; digest: string };
  /** Prompts of the version under check, in any order. */
  prompts: readonly CheckedPrompt[];
  /** Texts of its parameters and of its model card, in the order in which they stand there. */
  texts: readonly CheckedText[];
  /** What systems outside the portal answered about this promotion, as it stands; empty before one is requested. */
  external: readonly ExternalAnswer[];
}

/**
 * What every check is given, whatever facts it asks for.
 *
 * @public
 */
export interface CheckContext {
  /** The instant to evaluate at. */
  now: Date;
  /** Where the rule stands, and which evaluations count there. */
  rules: Pick<ResolvedRules, 'stage' | 'riskClass' | 'evidence'>;
  /** Per-sample scores by evaluation id, of those that `samplesNeeded` named. */
  samples?: Readonly<Record<string, readonly SampleScore[]>>;
}

/**
 * What a check is given: the context, and the facts that it named.
 *
 * @public
 */
export type FactsOf<N extends CheckFact> = CheckContext &
  Pick<CheckFactValues, N>;

/**
 * What a check found, before the policy says how much it matters.
 *
 * @public
 */
export type CheckFinding = Omit<CheckResult, 'id' | 'blocking'>;

/**
 * A bound that a rule sets on a metric, for lists and charts.
 *
 * @public
 */
export interface CheckThreshold {
  /** Suite that measures it. */
  suite: string;
  /** Metric name. */
  metric: string;
  /** Smallest value accepted. */
  min?: number;
  /** Largest value accepted. */
  max?: number;
}

/**
 * A type of check: how a policy writes its rules, which facts they look at, and what they say of them.
 *
 * @remarks
 * `evaluate` MUST be pure and synchronous: the same rule and facts give the same finding on every machine, at the decision, at the
 * release and years later. It MUST NOT change what it is given. One that throws, or returns something else than a finding, is
 * `inconclusive` with `check-failed` and blocks.
 *
 * @public
 */
export interface CheckDefinition<
  Rule extends PolicyCheckBase = PolicyCheck,
  Needs extends CheckFact = CheckFact,
> {
  /** Stands in a policy's `type`. That of a module is prefixed with a name of its own, such as `acme:budget`. */
  readonly type: string;
  /**
   * Part of the rules' digest: raise it when the same rule and facts can give another finding, and decisions made before are void,
   * as they are when a rule changes. At most 40 characters.
   */
  readonly version: string;
  /**
   * Schema of the rule's own fields, without `id`, `type`, `title`, `whenInconclusive` and `advisory`. Strict: a misspelt field must
   * not be a rule that is not there. It may transform what it reads into plain JSON values.
   */
  readonly schema: z.ZodType<object>;
  /** The facts that `evaluate` looks at; it is given no others. */
  readonly needs: readonly Needs[];
  /** The rule in words, for when it can't be evaluated. */
  describe(rule: Rule): Pick<CheckFinding, 'title' | 'expected'>;
  /** Says how the rule stands. */
  evaluate(rule: Rule, facts: FactsOf<Needs>): CheckFinding;
  /** Bounds that the rule sets on metrics. Default: none. */
  thresholds?(rule: Rule): CheckThreshold[];
  /** Suites whose per-sample scores the rule can use, of the version and of what runs in the stage. Default: none. */
  samplesNeeded?(rule: Rule): { suites: string[]; baselineSuites?: string[] };
  /**
   * Instants, in milliseconds since the epoch, at which time alone may change the finding; needed where it looks at `now`. One too
   * many does no harm, one that is left out shows an old finding on pages.
   */
  changesAt?(
    rule: Rule,
    facts: Pick<CheckFactValues, 'evaluations' | 'deployments'>,
  ): number[];
  /**
   * Says how the rule stands for one evaluation of a deployment in the stage before; undefined where the rule is about another
   * suite. Default: never applied there.
   */
  evaluateReport?(
    rule: Rule,
    evaluation: EvaluationEvidence,
    samples: readonly SampleScore[] | undefined,
  ): CheckFinding | undefined;
}

/**
 * Types a definition by the facts that it names, and returns it.
 *
 * @public
 */
export function defineCheck<
  Rule extends PolicyCheckBase,
  Needs extends CheckFact,
>(definition: CheckDefinition<Rule, Needs>): CheckDefinition<Rule, Needs> {
  return definition;
}
