/**
 * Why a check ended as it did. Codes are stable: pages, pipelines and audit events match on them.
 *
 * @public
 */
export type CheckReasonCode =
  /** The rule holds. */
  | 'rule-met'
  /** No accepted evaluation of the suite exists for the version. */
  | 'evaluation-missing'
  /** The evaluation does not carry the metric that the policy names. */
  | 'metric-missing'
  /** The value is on the wrong side of the threshold. */
  | 'threshold-not-met'
  /** Fewer samples than the policy asks for, or than are needed to tell. */
  | 'too-few-samples'
  /** The policy asks for a confidence interval and the evaluation carries no spread to compute one from. */
  | 'spread-missing'
  /** The evaluation has no slice of the metric. */
  | 'slice-missing'
  /** Worse than the baseline by more than the tolerance. */
  | 'regression'
  /** Nothing runs in the stage yet. */
  | 'no-baseline'
  /** The version that runs in the stage is the one under check. */
  | 'same-version'
  /** The baseline has no accepted evaluation with the same suite, dataset and judge. */
  | 'baseline-not-comparable'
  /** The evaluation is older than the policy allows. */
  | 'evaluation-stale'
  /** The policy refuses this kind of judge for the stage. */
  | 'judge-not-accepted'
  /** The check is asked of other kinds of judge than the one that scored. */
  | 'judge-not-asked'
  /** The policy refuses where the report comes from. */
  | 'origin-not-accepted'
  /** The policy refuses the dataset or its revision. */
  | 'dataset-not-accepted'
  /** The same digest has not been deployed with success in the stage before. */
  | 'stage-before-missing'
  /** The deployment in the stage before has no accepted evaluation of a suite that the policy asks for. */
  | 'post-deployment-tests-missing'
  /** The deployment in the stage before was tested and did not pass. */
  | 'post-deployment-tests-failed'
  /** The version has not run long enough in the stage before. */
  | 'soak-time-too-short'
  /** Someone who wrote the change can't be mapped to a user, so nobody can be shown to be independent. */
  | 'contributor-unmapped'
  /** No module registered the check that the policy names, or it does not read the rule any more. */
  | 'check-unavailable'
  /** The check itself failed. */
  | 'check-failed'
  /** No source of a fact that the check looks at is configured. */
  | 'fact-unavailable'
  /** A system outside the portal has not decided yet. */
  | 'answer-outstanding'
  /** A system outside the portal refused the promotion. */
  | 'answer-refused'
  /** A prompt holds characters that a model reads and people don't see. */
  | 'hidden-characters'
  /** The text of a prompt was not reported, so nobody can say what it holds. */
  | 'prompt-text-missing'
  /** The version has no prompts. */
  | 'no-prompts'
  /** A reason of a module's own check, prefixed as its type is. */
  | `${string}:${string}`;
