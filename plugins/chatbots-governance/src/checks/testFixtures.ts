import {
  MetricValue,
  SampleScore,
  DeploymentEvidence,
  EvaluationEvidence,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PolicyCheck, ResolvedRules } from '../policy';
import { CheckInput } from './CheckInput';

/** Digests of the version under check and of the one that runs. */
export const CANDIDATE = 'c'.repeat(64);
export const RUNNING = 'b'.repeat(64);
export const NOW = new Date('2026-03-10T12:00:00.000Z');

export function metric(more: Partial<MetricValue> = {}): MetricValue {
  return {
    name: 'faithfulness',
    value: 0.91,
    direction: 'higher-is-better',
    unit: 'ratio',
    sampleCount: 200,
    ...more,
  };
}

export function evaluation(
  more: Partial<EvaluationEvidence> = {},
): EvaluationEvidence {
  return {
    id: 'e1',
    contentDigest: 'd1',
    chatbot: 'support-bot',
    version: '1.8.2',
    versionDigest: CANDIDATE,
    suite: 'golden',
    datasetName: 'golden',
    datasetRevision: 'v15',
    datasetDigest: 'data-15',
    judge: { name: 'autoevals', kind: 'llm', digest: 'judge-1' },
    metrics: [metric()],
    slices: [],
    hasSamples: false,
    origin: { kind: 'oidc', ref: 'refs/heads/main', workflow: 'ci' },
    startedAt: '2026-03-10T10:00:00.000Z',
    finishedAt: '2026-03-10T10:05:00.000Z',
    reportedAt: '2026-03-10T10:06:00.000Z',
    ...more,
  };
}

export function rules(
  checks: PolicyCheck[],
  more: Partial<ResolvedRules> = {},
): ResolvedRules {
  return {
    stage: 'production',
    riskClass: 'limited',
    evidence: {},
    checks,
    approvals: [],
    separationOfDuties: { requester: true, contributors: true, bots: [] },
    expiry: { request: 1, approval: 1, permit: 1 },
    ...more,
  };
}

export function input(
  checks: PolicyCheck[],
  more: Partial<CheckInput> = {},
): CheckInput {
  return {
    rules: rules(checks),
    now: NOW,
    version: { name: '1.8.2', digest: CANDIDATE },
    evaluations: [evaluation()],
    deployments: [],
    ...more,
  };
}

export function deployment(
  more: Partial<DeploymentEvidence> = {},
): DeploymentEvidence {
  return {
    id: 'deployment-1',
    chatbot: 'support-bot',
    version: '1.8.2',
    versionDigest: CANDIDATE,
    stage: 'staging',
    promotionId: 'promotion-1',
    strategy: 'canary',
    state: 'deployed',
    steps: [],
    startedAt: '2026-03-09T09:00:00.000Z',
    finishedAt: '2026-03-09T10:00:00.000Z',
    ...more,
  };
}

export function scores(
  values: readonly number[],
  name = 'faithfulness',
): SampleScore[] {
  return values.map((score, index) => ({
    sampleId: `s${index}`,
    metric: name,
    score,
  }));
}
