import fc from 'fast-check';
import { isReasoned } from '../errors';
import {
  assertTransition,
  isDecidable,
  isOpen,
  nextState,
  PROMOTION_STATES,
  PROMOTION_TRANSITIONS,
  transitionsFrom,
  type PromotionActor,
  type PromotionCommand,
  type PromotionState,
} from '.';

const commands = [
  ...new Set(PROMOTION_TRANSITIONS.map(({ command }) => command)),
];
const actors: PromotionActor[] = [
  'requester',
  'reviewer',
  'pipeline',
  'portal',
  'admin',
];

describe('the state table', () => {
  it('has one edge per state and command', () => {
    const keys = PROMOTION_TRANSITIONS.map(
      ({ from, command }) => `${from} ${command}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('reaches every state from requested', () => {
    const reached = new Set<PromotionState>(['requested']);
    for (const state of reached) {
      for (const { to } of transitionsFrom(state)) {
        reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...PROMOTION_STATES].sort());
  });

  it('ends in exactly these states', () => {
    expect(PROMOTION_STATES.filter(state => !isOpen(state))).toEqual([
      'deployed',
      'rolled-back',
      'failed',
      'withdrawn',
      'rejected',
      'expired',
      'void',
      'superseded',
    ]);
  });

  it('leads to a deployment only through approval, release and consumption', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...commands), { maxLength: 30 }),
        fired => {
          let state: PromotionState = 'requested';
          const taken: PromotionCommand[] = [];
          for (const command of fired) {
            const next = nextState(state, command);
            if (next) {
              state = next;
              taken.push(command);
            }
          }
          if (['deploying', 'deployed', 'rolled-back', 'failed'].includes(state)) {
            const [approved, released, consumed] = [
              taken.lastIndexOf('approve'),
              taken.lastIndexOf('issue-permit'),
              taken.lastIndexOf('consume-permit'),
            ];
            expect(approved).toBeGreaterThanOrEqual(0);
            expect(released).toBeGreaterThan(approved);
            expect(consumed).toBeGreaterThan(released);
            expect(
              taken.filter(command => command === 'consume-permit'),
            ).toHaveLength(1);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('lets no machine approve and no person deploy', () => {
    for (const { command, who } of PROMOTION_TRANSITIONS) {
      if (command === 'reject' || command === 'withdraw-decision') {
        expect(who).toEqual(['reviewer']);
      }
      if (/permit|report/.test(command)) {
        expect(who).toEqual(['pipeline']);
      }
    }
  });

  it('lets a decision be withdrawn until the permit is issued', () => {
    expect(nextState('approved', 'withdraw-decision')).toBe('requested');
    expect(nextState('released', 'withdraw-decision')).toBeUndefined();
    expect(PROMOTION_STATES.filter(isDecidable)).toEqual([
      'requested',
      'approved',
    ]);
  });
});

describe('assertTransition', () => {
  it('agrees with the table for every state, command and actor', () => {
    for (const state of PROMOTION_STATES) {
      for (const command of commands) {
        for (const actor of actors) {
          const edge = PROMOTION_TRANSITIONS.find(
            ({ from, command: other }) => from === state && other === command,
          );
          const attempt = () => assertTransition(state, command, actor);
          if (edge?.who.includes(actor)) {
            expect(attempt()).toBe(edge);
          } else {
            expect(attempt).toThrow();
          }
        }
      }
    }
  });

  it('says what is possible instead', () => {
    let thrown: unknown;
    try {
      assertTransition('released', 'approve', 'portal');
    } catch (error) {
      thrown = error;
    }
    expect(isReasoned(thrown, 'promotion-state')).toBe(true);
    expect(thrown).toMatchObject({
      name: 'ConflictError',
      hint: expect.stringContaining('consume-permit'),
    });
  });

  it('says that a closed promotion is closed', () => {
    expect(() => assertTransition('void', 'approve', 'portal')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('closed') }),
    );
  });

  it('tells the wrong actor apart from the wrong state', () => {
    expect(() => assertTransition('requested', 'reject', 'pipeline')).toThrow(
      expect.objectContaining({
        reason: 'not-allowed',
        name: 'NotAllowedError',
      }),
    );
  });
});
