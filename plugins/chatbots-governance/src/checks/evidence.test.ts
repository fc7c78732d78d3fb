import { EvidenceRules } from '../policy';
import { ThresholdCheck } from './thresholdCheck';
import { evaluateChecks } from './evaluateChecks';
import { evaluation, input, metric, rules } from './testFixtures';
import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';

describe('evidence', () => {
  const check = { id: 'golden', type: 'evidence' as const, suite: 'golden' };
  const judged = (
    evidence: EvidenceRules,
    more: Partial<EvaluationEvidence> = {},
  ) =>
    evaluateChecks(
      input([check], {
        rules: rules([check], { evidence }),
        evaluations: [evaluation(more)],
      }),
    )[0];

  it('accepts everything where the policy says nothing', () => {
    expect(judged({})).toMatchObject({ outcome: 'pass', evaluationId: 'e1' });
  });

  it.each<[string, EvidenceRules, Partial<EvaluationEvidence>, string]>([
    [
      'a kind of origin',
      { origins: ['oidc'] },
      { origin: { kind: 'token', ref: 'refs/heads/main' } },
      'origin-not-accepted',
    ],
    [
      'a ref',
      { refs: ['refs/heads/main'] },
      { origin: { kind: 'oidc', ref: 'refs/heads/main2' } },
      'origin-not-accepted',
    ],
    [
      'a ref that reads like the pattern',
      { refs: ['refs/heads/main'] },
      { origin: { kind: 'oidc', ref: 'refs/heads/*' } },
      'origin-not-accepted',
    ],
    [
      'a missing ref',
      { refs: ['*'] },
      { origin: { kind: 'oidc' } },
      'origin-not-accepted',
    ],
    ['a workflow', { workflows: ['release'] }, {}, 'origin-not-accepted'],
    [
      'an event',
      { events: ['push', 'schedule'] },
      { origin: { kind: 'oidc', event: 'issue_comment' } },
      'origin-not-accepted',
    ],
    [
      'a missing event',
      { events: ['push'] },
      { origin: { kind: 'token' } },
      'origin-not-accepted',
    ],
    [
      'a ref that is not protected',
      { protectedRefs: true },
      { origin: { kind: 'oidc', protected: false } },
      'origin-not-accepted',
    ],
    [
      'a ref of which nobody says that it is protected',
      { protectedRefs: true },
      { origin: { kind: 'token' } },
      'origin-not-accepted',
    ],
    [
      'a workflow file, whatever its workflow is called',
      { workflowFiles: ['.github/workflows/ci.yml'] },
      {
        origin: {
          kind: 'oidc',
          workflow: '.github/workflows/ci.yml',
          workflowFile: '.github/workflows/other.yml',
        },
      },
      'origin-not-accepted',
    ],
    [
      'a missing workflow file',
      { workflowFiles: ['.github/workflows/ci.yml'] },
      { origin: { kind: 'token' } },
      'origin-not-accepted',
    ],
    [
      'a missing workflow',
      { workflows: ['ci'] },
      { origin: { kind: 'oidc' } },
      'origin-not-accepted',
    ],
    [
      'a stand-in judge',
      { judges: ['llm', 'deterministic'] },
      { judge: { name: 'lexical', kind: 'stand-in', digest: 'x' } },
      'judge-not-accepted',
    ],
    [
      'a dataset',
      { datasets: [{ name: 'other' }] },
      {},
      'dataset-not-accepted',
    ],
    [
      'a revision',
      { datasets: [{ name: 'golden', revisions: ['v16'] }] },
      {},
      'dataset-not-accepted',
    ],
  ])('refuses %s', (_name, evidence, more, reasonCode) => {
    expect(judged(evidence, more)).toMatchObject({
      outcome: 'fail',
      reasonCode,
      blocking: true,
      evaluationId: 'e1',
    });
  });

  it.each<[EvidenceRules]>([
    [{ refs: ['refs/heads/*'] }],
    [{ refs: ['refs/tags/*', 'refs/heads/main'] }],
    [{ workflows: ['ci'], origins: ['oidc', 'token'], judges: ['llm'] }],
    [{ datasets: [{ name: 'golden' }] }],
    [{ datasets: [{ name: 'golden', revisions: ['v14', 'v15'] }] }],
  ])('accepts what fits %p', evidence => {
    expect(judged(evidence).outcome).toBe('pass');
  });

  it('judges metrics on accepted evidence alone: a refused report counts neither for nor against', () => {
    const threshold: ThresholdCheck = {
      id: 't',
      type: 'threshold',
      suite: 'golden',
      metric: 'faithfulness',
      min: 0.8,
    };
    const refused = evaluation({
      id: 'later',
      reportedAt: '2026-03-10T11:00:00.000Z',
      origin: { kind: 'token' },
      metrics: [metric({ value: 0.1 })],
    });
    const judge = (evaluations: EvaluationEvidence[]) =>
      evaluateChecks(
        input([threshold], {
          rules: rules([threshold], { evidence: { origins: ['oidc'] } }),
          evaluations,
        }),
      )[0];
    expect(judge([evaluation(), refused])).toMatchObject({
      outcome: 'pass',
      evaluationId: 'e1',
    });
    expect(judge([refused])).toMatchObject({
      outcome: 'fail',
      reasonCode: 'origin-not-accepted',
    });
  });
});
