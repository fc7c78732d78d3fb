import { gateFixture, promotionFixture } from '../../__testUtils__';
import { promotionDetailFixture } from '../PromotionPage/promotionDetailFixture';
import { bindingChanges } from './bindingChanges';

const before = promotionDetailFixture();

describe('bindingChanges', () => {
  it('finds nothing in an unchanged promotion', () => {
    expect(bindingChanges(before, promotionDetailFixture())).toEqual([]);
  });

  it('does not ask again because somebody else decided', () => {
    const after = {
      ...before,
      promotion: { ...before.promotion, decisions: [] },
    };
    expect(bindingChanges(before, after)).toEqual([]);
  });

  it('names a changed owner, risk class and policy', () => {
    const after = {
      ...before,
      chatbot: {
        ...before.chatbot,
        owner: 'group:default/platform',
        riskClass: 'high' as const,
      },
      gate: gateFixture({ policyNumber: 4 }),
    };
    expect(bindingChanges(before, after).map(change => change.field)).toEqual([
      'owner',
      'riskClass',
      'policy',
    ]);
  });

  it('never answers with nothing when the binding digest changed', () => {
    const after = {
      ...before,
      promotion: promotionFixture({ bindingDigest: 'f'.repeat(64) }),
    };
    expect(bindingChanges(before, after)).toEqual([{ field: 'other' }]);
  });

  it('names a check that was dropped and one that was added', () => {
    const [first, ...others] = before.gate.checks;
    const added = { ...first, id: 'new', title: 'New check' };
    const after = {
      ...before,
      gate: { ...before.gate, checks: [added, ...others] },
    };
    expect(bindingChanges(before, after)).toEqual([
      { field: 'check', name: 'New check', before: undefined, after: 'pass' },
      { field: 'check', name: 'Faithfulness', before: 'pass' },
    ]);
  });
});
