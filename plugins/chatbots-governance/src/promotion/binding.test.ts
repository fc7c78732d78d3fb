import fc from 'fast-check';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { VOID_REASONS } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { bindingInput, diffBinding, type PromotionBinding } from '.';

const binding: PromotionBinding = {
  chatbot: 'support-bot',
  digest: 'a'.repeat(64),
  version: '1.8.2',
  stage: 'production',
  replaces: 'b'.repeat(64),
  evaluations: [
    { id: 'e1', digest: 'c' },
    { id: 'e2', digest: 'd' },
  ],
  answers: [{ id: 'a1', system: 'change-board', digest: 'g' }],
  owner: 'group:default/chatbot-team',
  riskClass: 'limited',
  repositoryId: '42',
  rulesDigest: 'e',
};

const changes: [keyof PromotionBinding, unknown, string][] = [
  ['digest', 'f'.repeat(64), 'digest-changed'],
  ['version', '1.8.3', 'digest-changed'],
  ['chatbot', 'other-bot', 'digest-changed'],
  ['stage', 'staging', 'digest-changed'],
  ['replaces', undefined, 'replaces-changed'],
  ['replaces', 'f', 'replaces-changed'],
  ['evaluations', [{ id: 'e1', digest: 'c' }], 'evaluations-changed'],
  [
    'evaluations',
    [
      { id: 'e1', digest: 'c' },
      { id: 'e2', digest: 'changed' },
    ],
    'evaluations-changed',
  ],
  ['answers', [], 'answers-changed'],
  [
    'answers',
    [{ id: 'a1', system: 'change-board', digest: 'changed' }],
    'answers-changed',
  ],
  ['owner', 'group:default/other', 'owner-changed'],
  ['riskClass', 'minimal', 'risk-class-changed'],
  ['repositoryId', '43', 'repository-changed'],
  ['rulesDigest', 'other', 'rules-changed'],
];

describe('binding', () => {
  it.each(changes)('a change of %s to %p voids with %s', (key, value, code) => {
    const changed = { ...binding, [key]: value };
    expect(diffBinding(binding, changed)).toEqual([code]);
    expect(canonicalJson(bindingInput(changed))).not.toBe(
      canonicalJson(bindingInput(binding)),
    );
  });

  it('covers every frozen fact and every void reason', () => {
    expect(new Set(changes.map(([key]) => key))).toEqual(
      new Set(Object.keys(binding)),
    );
    expect(new Set(changes.map(([, , code]) => code))).toEqual(
      new Set(VOID_REASONS),
    );
    expect(Object.keys(bindingInput(binding)).sort()).toEqual(
      Object.keys(binding).sort(),
    );
  });

  it('gives every reason when several facts change', () => {
    expect(
      diffBinding(binding, { ...binding, owner: 'x', riskClass: 'high' }),
    ).toEqual(['owner-changed', 'risk-class-changed']);
  });

  it('does not depend on the order of evaluations, and changes nothing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ id: fc.string(), digest: fc.string() }), {
          selector: ({ id }) => id,
        }),
        evaluations => {
          const one = { ...binding, evaluations };
          const other = { ...binding, evaluations: [...evaluations].reverse() };
          expect(bindingInput(one)).toEqual(bindingInput(other));
          expect(diffBinding(one, other)).toEqual([]);
        },
      ),
    );
  });

  it('is without answers what it was before there were any', () => {
    const { answers: _, ...before } = binding;
    expect(bindingInput(before)).not.toHaveProperty('answers');
    expect(bindingInput({ ...binding, answers: [] })).toEqual(
      bindingInput(before),
    );
    expect(diffBinding(before, { ...before, answers: [] })).toEqual([]);
  });

  it('lets nothing else in', () => {
    expect(
      bindingInput({ ...binding, comment: 'x' } as PromotionBinding),
    ).not.toHaveProperty('comment');
  });

  it('tells "replaces nothing" from "replaces something" without a placeholder', () => {
    expect(
      bindingInput({ ...binding, replaces: undefined }),
    ).not.toHaveProperty('replaces');
  });
});
