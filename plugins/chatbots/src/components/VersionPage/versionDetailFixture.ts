import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  deploymentFixture,
  digestOf,
  evaluationFixture,
  gateFixture,
  promotionFixture,
  versionFixture,
} from '../../__testUtils__';
import { comparisonFixture } from '../ComparePage/comparisonFixture';

/** A version with a past: evaluated, promoted and deployed. @internal */
export function versionDetailFixture(
  overrides: Partial<Api.ModelVersionDetail> = {},
): Api.ModelVersionDetail {
  return {
    version: versionFixture(),
    previousVersion: '1.8.2-77bc01d-81',
    prompts: [
      {
        name: 'system.md',
        digest: digestOf('system'),
        text: 'You help customers of the shop.\nAnswer from the passages only.\n',
      },
      { name: 'refusal.md', digest: digestOf('refusal') },
    ],
    commits: comparisonFixture().commits,
    gates: [
      gateFixture({ stage: 'staging', verdict: 'pass', checks: [] }),
      gateFixture(),
    ],
    evaluations: [evaluationFixture()],
    promotions: [promotionFixture()],
    deployments: [deploymentFixture()],
    ...overrides,
  };
}
