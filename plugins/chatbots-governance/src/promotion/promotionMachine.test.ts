import {
  PROMOTION_STATES,
  type PromotionState,
  isErrorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import fc from 'fast-check';
import {
  assertTransition,
  isDecidable,
  isOpen,
  nextState,
  PROMOTION_TRANSITIONS,
  transitionsFrom,
  type PromotionActor,
  type PromotionCommand,
  impliesApproval,
  impliesDeployment,
  impliesPermit,
  isBeforeDeployment,
} from '.';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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

/** Files that may list states: the table and the type, what is generated of it, fsck, which shares no rule with it, and tests. */
const OWN =
  /(PromotionState|promotionTransitions)\.ts$|[/]generated[/]|[/]audit[/]fsck[/]|\.test\.tsx?$/;

/** TypeScript files of a package, from the root of the repository. */
function sourcesBelow(root: string, name: string): string[] {
  return ['src', 'e2e-tests']
    .map(folder => join(name, folder))
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(file => /\.tsx?$/.test(file))
        .map(file => join(folder, file)),
    );
}

const SOLE_WAY = 'approve,issue-permit,consume-permit';

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
          const order = taken.filter(command =>
            ['approve', 'issue-permit', 'consume-permit'].includes(command),
          );
          const began = [
            'deploying',
            'deployed',
            'rolled-back',
            'failed',
          ].includes(state);
          expect(order.slice(-3).join() === SOLE_WAY).toBe(began);
          expect(
            order.filter(command => command === 'consume-permit').length,
          ).toBe(began ? 1 : 0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('lets no machine decide and no person deploy', () => {
    const actorsOf = (pattern: RegExp) => [
      ...new Set(
        PROMOTION_TRANSITIONS.filter(({ command }) =>
          pattern.test(command),
        ).flatMap(({ who }) => who),
      ),
    ];
    expect(actorsOf(/^(reject|withdraw-decision)$/)).toEqual(['reviewer']);
    expect(actorsOf(/permit|report/)).toEqual(['pipeline']);
    expect(actorsOf(/^abandon$/)).toEqual(['admin']);
  });

  it('lets a decision be withdrawn until the permit is issued', () => {
    expect(nextState('approved', 'withdraw-decision')).toBe('requested');
    expect(nextState('released', 'withdraw-decision')).toBeUndefined();
    expect(PROMOTION_STATES.filter(isDecidable)).toEqual([
      'requested',
      'approved',
    ]);
  });

  it('tells from a state what must have happened, or can', () => {
    const deploying = ['deploying', 'deployed', 'rolled-back', 'failed'];
    const statesThat = (test: (state: PromotionState) => boolean) =>
      PROMOTION_STATES.filter(test);
    expect(statesThat(isBeforeDeployment)).toEqual([
      'requested',
      'approved',
      'released',
    ]);
    expect(statesThat(impliesApproval)).toEqual([
      'approved',
      'released',
      ...deploying,
    ]);
    expect(statesThat(impliesPermit)).toEqual(['released', ...deploying]);
    expect(statesThat(impliesDeployment)).toEqual(deploying);
    expect(impliesApproval('newer' as PromotionState)).toBe(false);
  });

  it('is the only list of states in the repository', () => {
    const root = resolve(__dirname, '../../../..');
    const listsOf = (file: string) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /\[\s*('[a-z-]+'(?:,\s*'[a-z-]+')+),?\s*\]/g,
        ),
      ].map(([, list]) =>
        list.split(',').map(name => name.trim().slice(1, -1)),
      );
    const states: readonly string[] = PROMOTION_STATES;
    const copies = ['plugins', 'packages']
      .flatMap(folder =>
        readdirSync(join(root, folder)).flatMap(name =>
          sourcesBelow(root, join(folder, name)),
        ),
      )
      .filter(file => !OWN.test(file))
      .filter(file =>
        listsOf(file).some(list => list.every(name => states.includes(name))),
      );
    expect(copies).toEqual([]);
  });
});

describe('assertTransition', () => {
  it('agrees with the table for every state, command and actor', () => {
    const attempts = PROMOTION_STATES.flatMap(state =>
      commands.flatMap(command =>
        actors.map(actor => ({ state, command, actor })),
      ),
    );
    const succeeds = ({ state, command, actor }: (typeof attempts)[number]) => {
      try {
        return assertTransition(state, command, actor);
      } catch {
        return undefined;
      }
    };
    for (const attempt of attempts) {
      expect(succeeds(attempt)).toBe(
        PROMOTION_TRANSITIONS.find(
          ({ from, command, who }) =>
            from === attempt.state &&
            command === attempt.command &&
            who.includes(attempt.actor),
        ),
      );
    }
  });

  it('says what is possible instead', () => {
    let thrown: unknown;
    try {
      assertTransition('released', 'approve', 'portal');
    } catch (error) {
      thrown = error;
    }
    expect(isErrorWithReason(thrown, 'promotion-state')).toBe(true);
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
