import { findUncoveredJudges } from './findUncoveredJudges';
import { PolicyDocument, StageRules } from './Policy';
import { ParsePolicyOptions, PathProblem } from './PolicyProblem';

/**
 * What the shape alone can't tell: names that lead nowhere and rules that can't be met.
 *
 * @internal
 */
export function findPolicyProblems(
  policy: PolicyDocument,
  { stages, riskClasses, checks }: ParsePolicyOptions,
): PathProblem[] {
  const problems: PathProblem[] = [];
  const add = (path: PropertyKey[], message: string) => {
    problems.push({ path, message });
  };

  findRepeatedGroups(policy.activation, ['activation'], add);
  for (const [stage, rules] of Object.entries(policy.stages)) {
    const at = ['stages', stage];
    if (stages && !stages.includes(stage)) {
      problems.push({
        path: at,
        message: `is not a configured stage; there are ${stages.join(', ')}`,
        atKey: true,
      });
    }
    findProblemsOfRules(rules, stage, at);
    for (const [riskClass, override] of Object.entries(
      rules.riskClasses ?? {},
    )) {
      const below = [...at, 'riskClasses', riskClass];
      if (riskClasses && !riskClasses.some(one => one === riskClass)) {
        problems.push({
          path: below,
          message: `is not a configured risk class; there are ${riskClasses.join(
            ', ',
          )}`,
          atKey: true,
        });
      }
      findProblemsOfRules(override, stage, below);
    }
    problems.push(...findUncoveredJudges(rules, at, checks));
  }
  return problems;

  function findProblemsOfRules(
    rules: StageRules,
    stage: string,
    at: PropertyKey[],
  ) {
    findRepeatedGroups(rules, at, add);
    const required = rules.requires?.stage;
    if (required === undefined) {
      return;
    }
    const path = [...at, 'requires', 'stage'];
    if (required === stage) {
      add(path, 'is the stage itself');
    } else if (stages && !stages.includes(required)) {
      add(path, `is not a configured stage; there are ${stages.join(', ')}`);
    } else if (stages && stages.indexOf(required) > stages.indexOf(stage)) {
      add(path, `comes after ${stage}`);
    } else if (!Object.hasOwn(policy.stages, required)) {
      add(
        path,
        'has no rules in this policy, so nothing can be promoted to it',
      );
    }
  }
}

function findRepeatedGroups(
  { approvals = [] }: Pick<StageRules, 'approvals'>,
  at: PropertyKey[],
  add: (path: PropertyKey[], message: string) => void,
) {
  const seen = new Set<string>();
  for (const [index, { group }] of approvals.entries()) {
    if (seen.has(group)) {
      add(
        [...at, 'approvals', index, 'group'],
        `is named twice: ${group}; raise the count instead`,
      );
    }
    seen.add(group);
  }
}
