import {
  CheckResult,
  DeploymentState,
  DeploymentEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { formatDuration, StageRequirement } from '../policy';
import { CheckInput } from './CheckInput';
import { CheckFinding } from './CheckDefinition';
import { isAskedOf, JudgedCheck } from './judgedEvidence';
import { toResult } from './Finding';
import { CheckRun, runReport } from './runCheck';
import { missingEvidence, selectEvaluation } from './selectEvaluation';

/**
 * What a stage asks of the stage before it: deployed there with success, long enough, and tested while it ran. Ids start with
 * `requires:`, which no id of a policy can.
 *
 * @internal
 */
export function requirementChecks(
  requirement: StageRequirement,
  input: CheckInput,
  run: CheckRun,
): CheckResult[] {
  const succeeded = input.deployments
    .filter(
      ({ stage, state, versionDigest }) =>
        stage === requirement.stage &&
        state === 'deployed' &&
        versionDigest === input.version.digest,
    )
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return [
    toResult(
      { id: 'requires:deployment' },
      deployed(requirement, input, succeeded),
    ),
    ...(requirement.soak > 0
      ? [
          toResult(
            { id: 'requires:soak' },
            soaked(requirement, input, succeeded),
          ),
        ]
      : []),
    ...requirement.suites.map(suite =>
      toResult(
        { id: `requires:suite:${suite}` },
        tested(suite, requirement, { ...input, run }, succeeded[0]),
      ),
    ),
  ];
}

const HOW_IT_STANDS: Readonly<Record<DeploymentState, string>> = {
  open: 'is still in progress',
  deployed: 'succeeded',
  'rolled-back': 'was rolled back',
  failed: 'failed',
};

function deployed(
  { stage }: StageRequirement,
  { deployments, version }: CheckInput,
  succeeded: DeploymentEvidence[],
): CheckFinding {
  const described = {
    title: `Deployed to ${stage}`,
    expected: `this digest deployed to ${stage} with success`,
  };
  if (succeeded.length > 0) {
    return {
      ...described,
      outcome: 'pass',
      actual: 'deployed',
      reason: `${version.name} was deployed to ${stage} with success`,
      reasonCode: 'rule-met',
    };
  }
  const [last] = deployments
    .filter(
      deployment =>
        deployment.stage === stage &&
        deployment.versionDigest === version.digest,
    )
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return {
    ...described,
    outcome: 'fail',
    actual: last?.state ?? 'missing',
    reason: last
      ? `The deployment of ${version.name} to ${stage} ${
          HOW_IT_STANDS[last.state]
        }`
      : `${version.name} has not been deployed to ${stage}; promote it there first`,
    reasonCode: 'stage-before-missing',
  };
}

function soaked(
  { stage, soak }: StageRequirement,
  { now }: CheckInput,
  succeeded: DeploymentEvidence[],
): CheckFinding {
  let longest = 0;
  for (const { finishedAt, endedAt } of succeeded) {
    const from = Date.parse(finishedAt ?? '');
    const to = Math.min(
      now.getTime(),
      endedAt === undefined ? Infinity : Date.parse(endedAt),
    );
    // NaN, from a time that can't be read, is not longer than anything.
    if (to - from > longest) {
      longest = to - from;
    }
  }
  const enough = longest >= soak;
  const ran = formatDuration(longest);
  const needed = formatDuration(soak);
  return {
    title: `Time in ${stage}`,
    expected: `at least ${needed}`,
    outcome: enough ? 'pass' : 'fail',
    actual: ran,
    reason: `Ran in ${stage} for ${ran} (needs ${needed})`,
    reasonCode: enough ? 'rule-met' : 'soak-time-too-short',
  };
}

function tested(
  suite: string,
  { stage }: StageRequirement,
  { evaluations, rules, samples, run }: CheckInput & { run: CheckRun },
  deployment: DeploymentEvidence | undefined,
): CheckFinding {
  const described = {
    title: `${suite} in ${stage}`,
    expected: `${suite} passed against the deployment to ${stage}`,
  };
  if (!deployment) {
    return {
      ...described,
      outcome: 'fail',
      actual: 'missing',
      reason: `${suite} can run once this version is deployed to ${stage}`,
      reasonCode: 'post-deployment-tests-missing',
    };
  }
  const ofDeployment = evaluations.filter(
    ({ deploymentId }) => deploymentId === deployment.id,
  );
  const selection = selectEvaluation(ofDeployment, suite, rules.evidence);
  const { evaluation } = selection;
  if (!evaluation) {
    return {
      ...described,
      ...missingEvidence(selection, suite),
      ...(!selection.refused && {
        reason: `No evaluation of ${suite} has been reported for the deployment to ${stage}`,
        reasonCode: 'post-deployment-tests-missing' as const,
      }),
    };
  }
  const findings: CheckResult[] = [];
  for (const check of rules.checks) {
    // A check of some judges rests on their latest word, whoever reported after them.
    const own = run.checks.isBuiltIn(check.type)
      ? selectEvaluation(
          ofDeployment.filter(one =>
            isAskedOf(check as Partial<JudgedCheck>, one),
          ),
          suite,
          rules.evidence,
        ).evaluation
      : evaluation;
    const finding = own && runReport(check, own, samples?.[own.id], run);
    if (finding) {
      findings.push(toResult(check, finding));
    }
  }
  const against = findings.filter(({ blocking }) => blocking);
  if (against.length > 0) {
    return {
      ...described,
      outcome: against.some(({ outcome }) => outcome === 'fail')
        ? 'fail'
        : 'inconclusive',
      actual: against
        .map(({ title, actual }) => `${title}: ${actual}`)
        .join('; '),
      reason: against.map(({ reason }) => reason).join('; '),
      reasonCode: 'post-deployment-tests-failed',
      evaluationId: against[0].evaluationId ?? evaluation.id,
    };
  }
  return {
    ...described,
    outcome: 'pass',
    actual: 'reported',
    reason:
      findings.length > 0
        ? `${suite} passed against the deployment to ${stage}`
        : `${suite} was reported for the deployment to ${stage}; the policy sets no threshold for it`,
    reasonCode: 'rule-met',
    evaluationId: evaluation.id,
  };
}
