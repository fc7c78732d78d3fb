import {
  JUDGE_KINDS,
  JudgeKind,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { JudgedCheck, RegisteredChecks } from '../checks';
import { PolicyStage, StageRules } from './Policy';
import { PolicyCheck } from './PolicyCheck';
import { PathProblem } from './PolicyProblem';
import { mergeChecks } from './resolveRules';

/** The built-in types whose rules may name judges. */
const JUDGED_TYPES = ['threshold', 'worst-slice', 'regression'];

type Rule = PolicyCheck & JudgedCheck;

/**
 * Checks that some accepted judges are not asked, and nothing in their place. Whoever reports chooses the judge: one for which a
 * check does not apply must not be the way around it.
 *
 * @internal
 */
export function findUncoveredJudges(
  stage: PolicyStage,
  at: readonly PropertyKey[],
  checks: RegisteredChecks,
): PathProblem[] {
  const { riskClasses = {}, ...common } = stage;
  const found = new Map<string, PathProblem>();
  const variants: [string | undefined, StageRules][] = [
    [undefined, {}],
    ...Object.entries(riskClasses),
  ];
  for (const [riskClass, special] of variants) {
    for (const { rule, missing, accepted } of uncovered(common, special)) {
      const own = special.checks?.findIndex(({ id }) => id === rule.id) ?? -1;
      const path =
        riskClass !== undefined && own >= 0
          ? [...at, 'riskClasses', riskClass, 'checks', own, 'judges']
          : [...at, 'checks', indexOf(common, rule), 'judges'];
      const key = path.join(' ');
      if (!found.has(key)) {
        found.set(key, {
          path,
          message: `leaves out ${missing.join(
            ' and ',
          )}, of the judges that count as evidence (${accepted.join(', ')})${
            riskClass === undefined ? '' : ` at the risk class ${riskClass}`
          }: an evaluation by such a judge would be asked nothing about ${aspectOf(
            rule,
          )}. Add a ${rule.type} for these judges over ${
            rule.suite
          } with aspect: ${aspectOf(rule)}, or accept fewer judges`,
        });
      }
    }
  }
  return [...found.values()];

  function uncovered(rules: StageRules, special: StageRules) {
    const evidence = { ...rules.evidence, ...special.evidence };
    const accepted = evidence.judges ?? JUDGE_KINDS;
    const judged = mergeChecks(rules.checks ?? [], special.checks ?? []).filter(
      (check): check is Rule =>
        JUDGED_TYPES.includes(check.type) &&
        checks.isBuiltIn(check.type) &&
        // Advice stands in nobody's way, so it takes no rule's place.
        !check.advisory,
    );
    return judged.flatMap(rule => {
      const asked = new Set<JudgeKind>(
        judged
          .filter(other => isAbout(other, rule))
          .flatMap(({ judges }) => judges ?? JUDGE_KINDS),
      );
      const missing = accepted.filter(kind => !asked.has(kind));
      return missing.length > 0 ? [{ rule, missing, accepted }] : [];
    });
  }
}

function indexOf({ checks = [] }: StageRules, rule: Rule): number {
  return checks.findIndex(({ id }) => id === rule.id);
}

function isAbout(one: Rule, other: Rule): boolean {
  return (
    one.type === other.type &&
    one.suite === other.suite &&
    aspectOf(one) === aspectOf(other)
  );
}

function aspectOf({ aspect, metric }: JudgedCheck): string {
  return aspect ?? metric;
}
