import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DEFAULT_RISK_CLASSES,
  DEFAULT_STAGES,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { builtInChecks } from '../checks';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const known = {
  checks: builtInChecks,
  stages: DEFAULT_STAGES,
  riskClasses: DEFAULT_RISK_CLASSES,
};

/** The policy that a portal starts with. */
export const defaultText = readFileSync(
  resolve(__dirname, '../../../../examples/policies/default.yaml'),
  'utf8',
);

/** A policy with a bit of everything; tests count its lines. */
export const text = `apiVersion: chatbot-portal/v1alpha1
kind: PromotionPolicy
name: example
activation:
  approvals:
    - group: ai-governance
      count: 1
stages:
  staging:
    approvals: []
  production:
    requires:
      stage: staging
      soak: 26h
      suites: [smoke]
    checks:
      - id: faithfulness
        type: threshold
        suite: golden
        metric: faithfulness
        min: 0.8
        minimumSamples: 30
      - id: age
        type: freshness
        suite: golden
        maxAge: P30D
    approvals:
      - group: ai-governance
        count: 2
    separationOfDuties:
      bots: [Bot@Example.com]
    riskClasses:
      high:
        checks:
          - id: faithfulness
            type: threshold
            suite: golden
            metric: faithfulness
            min: 0.9
          - id: slices
            type: worst-slice
            suite: golden
            metric: faithfulness
            min: 0.7
        approvals:
          - group: Group:Default/AI-Governance
            count: 3
`;

/** Replaces one line of the example by another text. */
export function withLine(from: string, to: string): string {
  if (text.split(from).length !== 2) {
    throw new Error(`The example has not exactly one "${from}"`);
  }
  return text.replace(from, to);
}
