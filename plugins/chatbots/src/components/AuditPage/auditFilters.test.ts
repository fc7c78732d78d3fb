import { filtersOf, presetOf, presetPeriod, queryOf } from './auditFilters';

const read = (search: string) => filtersOf(new URLSearchParams(search));

describe('filtersOf', () => {
  it('reads what the page writes', () => {
    expect(
      read(
        'from=2026-01-01&to=2026-03-31&chatbot=support-bot&search=%C3%9Cbersicht&type=promotion.requested&actor=user:default/lead',
      ),
    ).toEqual({
      from: '2026-01-01',
      to: '2026-03-31',
      chatbot: 'support-bot',
      search: 'Übersicht',
      type: 'promotion.requested',
      actor: 'user:default/lead',
    });
  });

  it('drops what could not be sent', () => {
    expect(
      read('from=yesterday&to=2026-02-31&chatbot=No%20Such&actor=me'),
    ).toEqual({});
  });

  it('turns a period given backwards', () => {
    expect(read('from=2026-03-31&to=2026-01-01')).toEqual({
      from: '2026-01-01',
      to: '2026-03-31',
    });
  });
});

describe('queryOf', () => {
  it('includes the whole last day', () => {
    expect(queryOf({ from: '2026-01-01', to: '2026-12-31' })).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2027-01-01T00:00:00.000Z',
    });
  });

  it('leaves an open end open', () => {
    expect(queryOf({ from: '2026-01-01' })).toEqual({
      from: '2026-01-01T00:00:00.000Z',
    });
  });
});

describe('presets', () => {
  const now = Date.parse('2026-05-15T23:30:00Z');

  it('count days in UTC, today included', () => {
    expect(presetPeriod('today', now)).toEqual({
      from: '2026-05-15',
      to: '2026-05-15',
    });
    expect(presetPeriod('week', now).from).toBe('2026-05-09');
    expect(presetPeriod('quarter', now).from).toBe('2026-04-01');
    expect(presetPeriod('all', now)).toEqual({});
  });

  it('are recognised in a period', () => {
    expect(presetOf({ from: '2026-05-09', to: '2026-05-15' }, now)).toBe(
      'week',
    );
    expect(presetOf({}, now)).toBe('all');
    expect(presetOf({ from: '2026-05-01' }, now)).toBeUndefined();
  });
});
