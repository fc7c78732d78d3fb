import type {
  CheckResult,
  Verdict,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { ResolvedRules } from '../policy';
import { CheckFact, CheckThreshold } from './CheckDefinition';
import { CheckInput } from './CheckInput';
import { builtInChecks, RegisteredChecks } from './CheckRegistry';
import { attempt, readable } from './runCheck';

/**
 * What all checks say together: only results that block count against it.
 *
 * @public
 */
export function verdictOf(results: readonly CheckResult[]): Verdict {
  if (results.length === 0) {
    return 'none';
  }
  const blocking = results.filter(result => result.blocking);
  if (blocking.some(({ outcome }) => outcome === 'fail')) {
    return 'fail';
  }
  return blocking.length > 0 ? 'inconclusive' : 'pass';
}

/**
 * Ids of the evaluations that results rest on, those of the version compared with included, each once, in ascending order. A
 * promotion freezes these.
 *
 * @public
 */
export function evaluationsOf(results: readonly CheckResult[]): string[] {
  return [
    ...new Set(
      results.flatMap(({ evaluationId, baselineEvaluationId }) =>
        [evaluationId, baselineEvaluationId].flatMap(id => id ?? []),
      ),
    ),
  ].sort();
}

/**
 * Ids of the evaluations whose per-sample scores the checks can use. Fetch these into {@link CheckInput.samples}; no other check
 * looks at samples.
 *
 * @public
 */
export function samplesNeeded(
  input: Pick<CheckInput, 'rules' | 'evaluations' | 'baseline'>,
  checks: RegisteredChecks = builtInChecks,
): string[] {
  const { rules, evaluations, baseline } = input;
  const suites = new Set<string>();
  const compared = new Set<string>();
  for (const { check, definition } of readable(rules, checks)) {
    const needed = attempt(() => definition.samplesNeeded?.(check));
    needed?.suites.forEach(suite => suites.add(suite));
    needed?.baselineSuites?.forEach(suite => compared.add(suite));
  }
  return [
    ...evaluations.filter(({ suite }) => suites.has(suite)),
    ...(baseline?.evaluations ?? []).filter(({ suite }) => compared.has(suite)),
  ]
    .filter(({ hasSamples }) => hasSamples)
    .map(({ id }) => id);
}

/**
 * Whether a check of the rules looks at prompts. Fetch them into {@link CheckInput.prompts} then.
 *
 * @public
 */
export function promptsNeeded(
  rules: Pick<ResolvedRules, 'checks'>,
  checks: RegisteredChecks = builtInChecks,
): boolean {
  return isNeeded('prompts', rules, checks);
}

/**
 * Whether a check of the rules looks at texts of parameters and of the model card. Collect them into {@link CheckInput.texts} then.
 *
 * @public
 */
export function textsNeeded(
  rules: Pick<ResolvedRules, 'checks'>,
  checks: RegisteredChecks = builtInChecks,
): boolean {
  return isNeeded('texts', rules, checks);
}

function isNeeded(
  fact: CheckFact,
  rules: Pick<ResolvedRules, 'checks'>,
  checks: RegisteredChecks,
): boolean {
  return readable(rules, checks).some(({ definition }) =>
    definition.needs.includes(fact),
  );
}

/**
 * The bounds that rules set on metrics, for lists and charts.
 *
 * @public
 */
export function thresholdsOf(
  rules: Pick<ResolvedRules, 'checks'>,
  checks: RegisteredChecks = builtInChecks,
): CheckThreshold[] {
  return readable(rules, checks).flatMap(
    ({ check, definition }) =>
      attempt(() => definition.thresholds?.(check)) ?? [],
  );
}
