import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { isTakenBack, isTold } from './toldFacts';

const WITHDRAWN = 'promotion.decision-withdrawn';

function event(
  type: string,
  data: object,
  options: { person?: string; lacks?: string[] } = {},
): StoredEvent {
  const { person = 'p-1', lacks = [] } = options;
  return {
    type,
    data: { bindingDigest: 'b', ...data },
    actor: { kind: 'user', pseudonym: person },
    lacks,
  } as unknown as StoredEvent;
}

describe('isTold', () => {
  const told = (data: { fact?: string }, lacks: string[], column: string) =>
    isTold({ data, lacks }, 'fact', column);

  it('compares a column with what the event tells', () => {
    expect(told({ fact: 'a' }, [], 'a')).toBe(true);
    expect(told({ fact: 'a' }, [], 'b')).toBe(false);
    expect(told({ fact: 'a' }, ['another'], 'b')).toBe(false);
  });

  it('takes an optional fact of today for null where it is absent', () => {
    expect(told({}, [], 'a')).toBe(false);
    expect(isTold({ data: { fact: undefined }, lacks: [] }, 'fact', null)).toBe(
      true,
    );
  });

  it('agrees with any column where events of the version had no such fact', () => {
    expect(told({}, ['fact'], 'a')).toBe(true);
  });
});

describe('isTakenBack', () => {
  const decided = event('promotion.decided', { decisionId: 'd1' });
  const old = (data: object = {}, person?: string) =>
    event(WITHDRAWN, data, { person, lacks: ['decisionId', 'digest'] });

  it('goes by the id of the decision, in whatever order the events stand', () => {
    const own = event(WITHDRAWN, { decisionId: 'd1' });
    const other = event(WITHDRAWN, { decisionId: 'd2' });
    expect(isTakenBack([own, decided], 1, 'd1')).toBe(true);
    expect(isTakenBack([decided, own], 0, 'd1')).toBe(true);
    expect(isTakenBack([decided, other], 0, 'd1')).toBe(false);
  });

  it('goes by person, binding and order for a withdrawal that names no decision', () => {
    expect(isTakenBack([decided, old()], 0, 'd1')).toBe(true);
    expect(isTakenBack([old(), decided], 1, 'd1')).toBe(false);
    expect(isTakenBack([decided, old({}, 'p-2')], 0, 'd1')).toBe(false);
    expect(isTakenBack([decided, old({ bindingDigest: 'c' })], 0, 'd1')).toBe(
      false,
    );
  });
});
