import {
  CheckReasonCode,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { EvidenceRules } from '../policy';

/**
 * Why an evaluation does not count as evidence.
 *
 * @public
 */
export interface EvidenceRefusal {
  /** As a code. */
  reasonCode: Extract<
    CheckReasonCode,
    'origin-not-accepted' | 'judge-not-accepted' | 'dataset-not-accepted'
  >;
  /** What the policy accepts. */
  expected: string;
  /** What the evaluation has. */
  actual: string;
  /** As a clause. */
  reason: string;
}

/**
 * Whether the policy accepts an evaluation as evidence.
 *
 * @returns undefined when it does, otherwise the first reason against it. A fact that the policy asks for and the report lacks is a
 * reason against it.
 *
 * @public
 */
export function refuseEvaluation(
  evidence: EvidenceRules,
  evaluation: EvaluationEvidence,
): EvidenceRefusal | undefined {
  const { origin, judge, datasetName, datasetRevision } = evaluation;
  if (evidence.origins && !evidence.origins.includes(origin.kind)) {
    return refusal(
      'origin-not-accepted',
      `reported with ${evidence.origins.join(' or ')}`,
      origin.kind,
      `it was reported with ${origin.kind}`,
    );
  }
  if (
    evidence.refs &&
    !evidence.refs.some(pattern => matchesRef(pattern, origin.ref))
  ) {
    return refusal(
      'origin-not-accepted',
      `run for ${evidence.refs.join(' or ')}`,
      origin.ref ?? 'missing',
      origin.ref
        ? `it was run for ${origin.ref}`
        : 'it does not say for which ref it was run',
    );
  }
  if (
    evidence.events &&
    !evidence.events.some(event => event === origin.event)
  ) {
    return refusal(
      'origin-not-accepted',
      `started by ${evidence.events.join(' or ')}`,
      origin.event ?? 'missing',
      origin.event
        ? `its run was started by ${origin.event}`
        : 'it does not say what started its run',
    );
  }
  if (evidence.protectedRefs && origin.protected !== true) {
    return refusal(
      'origin-not-accepted',
      'run for a protected ref',
      origin.protected === false ? 'not protected' : 'missing',
      origin.protected === false
        ? 'the ref it was run for is not protected'
        : 'it does not say whether the ref it was run for is protected',
    );
  }
  if (
    evidence.workflowFiles &&
    !evidence.workflowFiles.some(file => file === origin.workflowFile)
  ) {
    return refusal(
      'origin-not-accepted',
      `run by the workflow file ${evidence.workflowFiles.join(' or ')}`,
      origin.workflowFile ?? 'missing',
      origin.workflowFile
        ? `it was run by the workflow file ${origin.workflowFile}`
        : 'it does not say which workflow file ran it',
    );
  }
  if (
    evidence.workflows &&
    !evidence.workflows.some(workflow => workflow === origin.workflow)
  ) {
    return refusal(
      'origin-not-accepted',
      `run by the workflow ${evidence.workflows.join(' or ')}`,
      origin.workflow ?? 'missing',
      origin.workflow
        ? `it was run by the workflow ${origin.workflow}`
        : 'it does not say which workflow ran it',
    );
  }
  if (evidence.judges && !evidence.judges.includes(judge.kind)) {
    return refusal(
      'judge-not-accepted',
      `judged by ${evidence.judges.join(' or ')}`,
      `${judge.name} (${judge.kind})`,
      `its judge ${judge.name} is a ${judge.kind} judge`,
    );
  }
  const { datasets } = evidence;
  if (
    datasets &&
    !datasets.some(
      ({ name, revisions }) =>
        name === datasetName &&
        (!revisions || revisions.includes(datasetRevision)),
    )
  ) {
    return refusal(
      'dataset-not-accepted',
      `over ${datasets
        .map(({ name, revisions }) =>
          revisions ? `${name} ${revisions.join(' or ')}` : name,
        )
        .join(' or ')}`,
      `${datasetName} ${datasetRevision}`,
      `it ran over ${datasetName} ${datasetRevision}`,
    );
  }
  return undefined;
}

function refusal(
  reasonCode: EvidenceRefusal['reasonCode'],
  expected: string,
  actual: string,
  reason: string,
): EvidenceRefusal {
  return { reasonCode, expected, actual, reason };
}

/** The report is the other side's: it is compared literally, never used as a pattern. */
function matchesRef(pattern: string, ref: string | undefined): boolean {
  if (ref === undefined) {
    return false;
  }
  return pattern.endsWith('*')
    ? ref.startsWith(pattern.slice(0, -1))
    : ref === pattern;
}
