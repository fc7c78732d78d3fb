import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import fc from 'fast-check';
import {
  assessApprovals,
  mayDecide,
  type AssessApprovalsOptions,
  type BoundDecision,
  type MayDecideOptions,
} from '.';
import { matchApprovals } from './matchApprovals';

const GOVERNANCE = 'group:default/ai-governance';
const RELEASE = 'group:default/release-managers';
const ENGINEER = 'user:default/engineer';
const ONE = 'user:default/reviewer-one';
const TWO = 'user:default/reviewer-two';
const LEAD = 'user:default/lead';
const BINDING = 'b'.repeat(64);

const memberships = {
  [ENGINEER]: ['group:default/chatbot-team'],
  [ONE]: [GOVERNANCE, RELEASE],
  [TWO]: [GOVERNANCE],
  [LEAD]: [RELEASE],
};

function approve(
  user: string,
  more: Partial<BoundDecision> = {},
): BoundDecision {
  return {
    user,
    outcome: 'approve',
    bindingDigest: BINDING,
    decidedAt: '2026-01-01T00:00:00Z',
    ...more,
  };
}

function assess(more: Partial<AssessApprovalsOptions> = {}) {
  return assessApprovals({
    rules: {
      approvals: [{ group: GOVERNANCE, count: 2 }],
      separationOfDuties: { requester: true, contributors: true, bots: [] },
    },
    requesters: [ENGINEER],
    contributors: [{ identity: 'engineer@example.com', user: ENGINEER }],
    decisions: [],
    memberships,
    bindingDigest: BINDING,
    ...more,
  });
}

describe('assessApprovals', () => {
  it('says how many are missing, and from whom', () => {
    expect(assess({ decisions: [approve(ONE)] })).toEqual({
      satisfied: false,
      perRule: [{ group: GOVERNANCE, needed: 2, have: 1, by: [ONE] }],
      separation: 'pass',
      unmapped: [],
      rejectedBy: [],
      missing: ['1 more approval from ai-governance'],
    });
  });

  it('is satisfied by two distinct members', () => {
    expect(assess({ decisions: [approve(ONE), approve(TWO)] }).satisfied).toBe(
      true,
    );
  });

  it.each<[string, Partial<AssessApprovalsOptions>]>([
    ['the same person twice', { decisions: [approve(ONE), approve(ONE)] }],
    [
      'the same person in another case',
      { decisions: [approve(ONE), approve('User:Default/Reviewer-One')] },
    ],
    [
      'somebody outside the group',
      { decisions: [approve(ONE), approve(LEAD)] },
    ],
    [
      'somebody the catalog does not know',
      { decisions: [approve(ONE), approve('user:default/unknown')] },
    ],
    [
      'somebody who left the group since',
      {
        decisions: [approve(ONE), approve(TWO)],
        memberships: { ...memberships, [TWO]: [] },
      },
    ],
    [
      'a withdrawn approval',
      {
        decisions: [
          approve(ONE),
          approve(TWO, { withdrawnAt: '2026-01-02T00:00:00Z' }),
        ],
      },
    ],
    [
      'an approval of something else',
      { decisions: [approve(ONE), approve(TWO, { bindingDigest: 'other' })] },
    ],
    [
      'the requester, once in the group',
      {
        decisions: [approve(ONE), approve(ENGINEER)],
        memberships: { ...memberships, [ENGINEER]: [GOVERNANCE] },
      },
    ],
    [
      'a contributor, in another case',
      {
        decisions: [approve(ONE), approve(TWO)],
        contributors: [{ identity: 'x', user: 'user:default/Reviewer-Two' }],
      },
    ],
    [
      'two approvals while a contributor is unknown',
      {
        decisions: [approve(ONE), approve(TWO)],
        contributors: [{ identity: 'stranger@example.com' }],
      },
    ],
    [
      'two approvals and a reject by a member',
      {
        rules: {
          approvals: [{ group: GOVERNANCE, count: 1 }],
          separationOfDuties: {
            requester: true,
            contributors: true,
            bots: [],
          },
        },
        decisions: [approve(ONE), approve(TWO, { outcome: 'reject' })],
      },
    ],
  ])('is not satisfied by %s', (_name, options) => {
    expect(assess(options).satisfied).toBe(false);
  });

  it('does not let an outsider reject', () => {
    const { rejectedBy, satisfied } = assess({
      decisions: [
        approve(ONE),
        approve(TWO),
        approve(ENGINEER, { outcome: 'reject' }),
      ],
    });
    expect(rejectedBy).toEqual([]);
    expect(satisfied).toBe(true);
  });

  it('needs no user for a bot that the policy names', () => {
    const result = assess({
      decisions: [approve(ONE), approve(TWO)],
      contributors: [{ identity: 'Bot@Example.com' }],
      rules: {
        approvals: [{ group: GOVERNANCE, count: 2 }],
        separationOfDuties: {
          requester: true,
          contributors: true,
          bots: ['bot@example.com'],
        },
      },
    });
    expect(result).toMatchObject({ satisfied: true, separation: 'pass' });
  });

  it('does not let one person stand in for two groups', () => {
    const rules = {
      approvals: [
        { group: GOVERNANCE, count: 1 },
        { group: RELEASE, count: 1 },
      ],
      separationOfDuties: { requester: true, contributors: true, bots: [] },
    };
    expect(assess({ rules, decisions: [approve(ONE)] })).toMatchObject({
      satisfied: false,
      missing: ['1 approval from release-managers'],
    });
    // Counted first come first served, reviewer-one would take the seat of ai-governance and reviewer-two would have none.
    expect(
      assess({ rules, decisions: [approve(ONE), approve(TWO)] }),
    ).toMatchObject({
      satisfied: true,
      perRule: [
        { group: GOVERNANCE, by: [TWO] },
        { group: RELEASE, by: [ONE] },
      ],
    });
  });

  it('is satisfied at once where no approval is asked for', () => {
    expect(
      assess({
        rules: {
          approvals: [],
          separationOfDuties: { requester: true, contributors: true, bots: [] },
        },
      }).satisfied,
    ).toBe(true);
  });
});

describe('matchApprovals', () => {
  it('finds as many as trying every assignment does, and seats nobody twice', () => {
    const people = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 2 }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (counts, member) => {
          const rules = counts.map((count, index) => ({
            group: String(index),
            count,
          }));
          const isMember = (person: string, group: string) =>
            member[people.indexOf(person) * 3 + Number(group)];
          const matched = matchApprovals(rules, people, isMember);
          const seated = matched.flat();
          expect(new Set(seated).size).toBe(seated.length);
          for (const [index, row] of matched.entries()) {
            expect(row.length).toBeLessThanOrEqual(counts[index]);
            for (const person of row) {
              expect(isMember(person, String(index))).toBe(true);
            }
          }
          expect(seated).toHaveLength(most(people, counts));

          function most(left: string[], free: number[]): number {
            const [person, ...others] = left;
            if (person === undefined) {
              return 0;
            }
            let best = most(others, free);
            for (const [index, seats] of free.entries()) {
              if (seats > 0 && isMember(person, String(index))) {
                best = Math.max(
                  best,
                  1 + most(others, free.with(index, seats - 1)),
                );
              }
            }
            return best;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not run away with a huge count', () => {
    expect(
      matchApprovals([{ group: 'g', count: 1e9 }], ['a'], () => true),
    ).toEqual([['a']]);
  });
});

describe('mayDecide', () => {
  function decide(more: Partial<MayDecideOptions> = {}) {
    return mayDecide({
      user: TWO,
      groups: [GOVERNANCE],
      state: 'requested',
      rules: {
        approvals: [{ group: GOVERNANCE, count: 2 }],
        separationOfDuties: { requester: true, contributors: true, bots: [] },
      },
      requesters: [ENGINEER],
      contributors: [{ identity: 'e', user: ENGINEER }],
      decisions: [],
      ...more,
    });
  }

  it('allows an independent member, and says why', () => {
    expect(decide()).toEqual({
      allowed: true,
      reason:
        'You may decide: member of ai-governance, not requester, not contributor.',
      groups: ['group:default/ai-governance'],
    });
  });

  it.each<[string, Partial<MayDecideOptions>, string]>([
    [
      'the requester',
      { user: ENGINEER, groups: [GOVERNANCE] },
      'self-approval',
    ],
    [
      'the requester in another case',
      { user: 'USER:default/Engineer' },
      'self-approval',
    ],
    [
      'a contributor',
      { contributors: [{ identity: 't', user: TWO }] },
      'contributor-approval',
    ],
    ['an outsider', { groups: [RELEASE] }, 'not-an-approver'],
    ['somebody without groups', { groups: [] }, 'not-an-approver'],
    ['a second approval', { decisions: [approve(TWO)] }, 'already-decided'],
    [
      'anybody while a contributor is unknown',
      { contributors: [{ identity: 'stranger@example.com' }] },
      'contributor-unmapped',
    ],
    ['anybody once released', { state: 'released' }, 'promotion-state'],
    [
      'anybody where no approval is asked for',
      {
        rules: {
          approvals: [],
          separationOfDuties: { requester: true, contributors: true, bots: [] },
        },
      },
      'not-an-approver',
    ],
  ])('refuses an approval by %s', (_name, options, reasonCode) => {
    const refused = decide(options);
    expect(refused).toMatchObject({ allowed: false, reasonCode });
    expect(refused.reason).toMatch(/\.$/);
  });

  it('hears a contributor who rejects, and everyone until the deployment starts', () => {
    const contributors = [{ identity: 't', user: TWO }, { identity: 'x' }];
    const allowed = PROMOTION_STATES.filter(
      state => decide({ outcome: 'reject', contributors, state }).allowed,
    );
    expect(allowed).toEqual(['requested', 'approved', 'released']);
  });

  it('tells a requester who rejects to withdraw', () => {
    expect(
      decide({ outcome: 'reject', user: ENGINEER, groups: [GOVERNANCE] }),
    ).toMatchObject({
      reasonCode: 'self-approval',
      reason: expect.stringContaining('withdraw'),
    });
  });

  it('allows deciding anew after withdrawing', () => {
    expect(
      decide({
        decisions: [approve(TWO, { withdrawnAt: '2026-01-02T00:00:00Z' })],
      }).allowed,
    ).toBe(true);
  });

  it('never allows an approval that would not count', () => {
    const users = [ENGINEER, ONE, TWO, LEAD];
    fc.assert(
      fc.property(
        fc.constantFrom(...users),
        fc.subarray(users),
        fc.subarray(users),
        fc.subarray([GOVERNANCE, RELEASE]),
        fc.record({
          requester: fc.boolean(),
          contributors: fc.boolean(),
        }),
        (user, requesters, contributing, groups, duties) => {
          const rules = {
            approvals: [{ group: GOVERNANCE, count: 1 }],
            separationOfDuties: { ...duties, bots: [] },
          };
          const contributors = contributing.map(ref => ({
            identity: ref,
            user: ref,
          }));
          const { allowed } = decide({
            user,
            groups,
            rules,
            requesters,
            contributors,
          });
          const { satisfied } = assess({
            rules,
            requesters,
            contributors,
            decisions: [approve(user)],
            memberships: { [user]: groups },
          });
          expect(allowed).toBe(satisfied);
        },
      ),
      { numRuns: 500 },
    );
  });
});
