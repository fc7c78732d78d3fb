import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  checkFixture,
  deploymentFixture,
  evaluationFixture,
  gateFixture,
  hoursAgo,
  overviewFixture,
  promotionFixture,
  promotionFixtures,
  versionFixture,
  versionFixtures,
} from '../__testUtils__';
import { openFirst } from './ApprovalsContent/openFirst';
import {
  filterPatch,
  isFiltered,
  knownStage,
  listQuery,
  NO_FILTERS,
  parseFilters,
} from './CatalogPage/catalogFilters';
import { promotionOffers } from './ChatbotOverviewCard/promotionOffers';
import { slicedMetrics, sliceRows } from './EvaluationsContent/sliceRows';
import { actionAfterEnd } from './PromotionPage/actionAfterEnd';
import { promotionDetailFixture } from './PromotionPage/promotionDetailFixture';
import { releaseSteps } from './PromotionPage/releaseSteps';
import { fromLocalField, toLocalField } from './StagesContent/localInstant';
import { nextOf } from './VersionPage/nextOf';
import { stageLanes } from './StagesContent/stageLanes';
import { compareSelection } from './VersionsContent/compareSelection';

describe('catalog filters', () => {
  it('reads back what it writes', () => {
    const filters = parseFilters(
      new URLSearchParams(
        'search=bot&owner=group:default/a&stage=staging&risk=high&verdict=fail&stuck=true&needsMe=true&sort=quality&order=desc',
      ),
    );
    const written = new URLSearchParams(
      Object.entries(filterPatch(filters)).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    expect(parseFilters(written)).toEqual(filters);
    expect(listQuery(filters, 'next')).toEqual({
      search: 'bot',
      owner: 'group:default/a',
      stage: 'staging',
      riskClass: 'high',
      verdict: 'fail',
      stuck: true,
      needsMe: true,
      sort: 'quality',
      order: 'desc',
      cursor: 'next',
      limit: 25,
    });
  });

  it('reads what the API would refuse as absent', () => {
    const filters = parseFilters(
      new URLSearchParams(
        'owner=nobody&stage=No%20Stage&risk=huge&verdict=maybe&stuck=1&needsMe=1&sort=magic&order=up',
      ),
    );
    expect(isFiltered(filters)).toBe(false);
    expect(filters).toMatchObject({ sort: 'name', order: 'asc' });
  });

  it('removes only what it is asked to', () => {
    expect(filterPatch({ risk: undefined })).toEqual({ risk: undefined });
    expect(filterPatch(NO_FILTERS)).not.toHaveProperty('sort');
  });

  it('filter by no stage that is not configured', () => {
    const filters = parseFilters(new URLSearchParams('stage=bogus&risk=high'));
    const stages = ['dev', 'live'];
    expect(knownStage(filters, undefined).stage).toBe('bogus');
    expect(knownStage(filters, stages)).toMatchObject({
      stage: undefined,
      risk: 'high',
    });
    expect(knownStage({ ...filters, stage: 'live' }, stages).stage).toBe(
      'live',
    );
  });
});

describe('promotions that can be asked for', () => {
  it('count blocking checks that do not pass, and no approvals', () => {
    expect(promotionOffers(overviewFixture())).toEqual([
      {
        stage: 'staging',
        version: '1.9.0-3fa2b1c-88',
        missing: 1,
        checks: [expect.any(String)],
        allowed: true,
        refusal: undefined,
      },
    ]);
  });

  it('leave out a check that does not block', () => {
    const next = {
      stage: 'staging',
      version: 'v',
      gate: gateFixture({
        checks: [checkFixture({ outcome: 'fail', blocking: false })],
      }),
    };
    expect(promotionOffers(overviewFixture({ next }))).toMatchObject([
      { missing: 0 },
    ]);
  });

  it('begin with production for what runs in staging, and leave out what is open', () => {
    const { next } = overviewFixture();
    const staged = {
      stage: 'production',
      version: '1.8.2',
      gate: gateFixture(),
      mayRequest: true,
    };
    const offers = promotionOffers(
      overviewFixture({ next, alsoPossible: [staged] }),
    );
    expect(offers.map(({ stage }) => stage)).toEqual(['production', 'staging']);
    expect(
      promotionOffers(
        overviewFixture({ next: next && { ...next, openPromotionId: 'p' } }),
      ),
    ).toEqual([]);
  });
});

describe('what a version can be brought to next', () => {
  const detail = (stages: string[], promotions: Api.Promotion[] = []) =>
    nextOf({
      version: versionFixture({ stages }),
      gates: [gateFixture({ stage: 'staging' }), gateFixture()],
      promotions,
    });

  it.each([
    [['development'], 'staging'],
    [['development', 'staging'], 'production'],
    [['production'], undefined],
  ])('from %j is %s', (stages, next) => {
    expect(detail(stages)).toBe(next);
  });

  it('is nothing while its promotion is open, and the same again once that ended', () => {
    expect(detail(['staging'], [promotionFixture()])).toBeUndefined();
    expect(detail(['staging'], [promotionFixture({ state: 'rejected' })])).toBe(
      'production',
    );
  });
});

describe('the way from approval to rollout', () => {
  const statesOf = (overrides: Partial<Api.PromotionDetail>) =>
    releaseSteps(
      promotionDetailFixture({
        promotion: promotionFixture({ state: 'approved' }),
        ...overrides,
      }),
    ).map(({ name, state }) => `${name} ${state}`);

  it('waits for the workflow first', () => {
    expect(statesOf({})).toEqual([
      'approved done',
      'workflow current',
      'permit later',
      'rollout later',
      'report later',
    ]);
  });

  it('leaves the workflow out where another CI fetched the permit', () => {
    expect(
      statesOf({
        promotion: promotionFixture({ state: 'released' }),
        permit: {
          permitId: 'p',
          issuedAt: hoursAgo(1),
          expiresAt: hoursAgo(-1),
        },
      }),
    ).toEqual([
      'approved done',
      'permit done',
      'rollout current',
      'report later',
    ]);
  });

  it('is of no promotion that waits for approval or has ended', () => {
    for (const state of ['requested', 'deployed', 'failed'] as const) {
      expect(statesOf({ promotion: promotionFixture({ state }) })).toEqual([]);
    }
  });
});

describe('the next step after a promotion has ended', () => {
  const after = (
    promotion: Partial<Api.Promotion>,
    overview: Partial<Api.ChatbotOverview> = {},
  ) =>
    actionAfterEnd(
      promotionFixture({ version: '2.0.0', ...promotion }),
      overviewFixture({ waiting: [], ...overview }),
    );

  it.each<[Api.PromotionState, string, object | undefined]>([
    ['deployed', 'staging', { kind: 'next', stage: 'production' }],
    ['deployed', 'production', undefined],
    ['failed', 'production', { kind: 'again', stage: 'production' }],
    ['expired', 'staging', { kind: 'again', stage: 'staging' }],
    ['rejected', 'production', { kind: 'version' }],
    ['deploying', 'production', undefined],
  ])('of one that is %s in %s is %j', (state, stage, expected) => {
    expect(after({ state, stage })).toEqual(expected);
  });

  it('is the request that is open already', () => {
    const [waiting] = overviewFixture().waiting;
    expect(
      after(
        { state: 'failed', version: waiting.version },
        { waiting: [waiting], stages: overviewFixture().stages },
      ),
    ).toEqual({
      kind: 'open',
      stage: 'production',
      promotionId: waiting.promotionId,
    });
  });
});

describe('comparing versions', () => {
  const versions = versionFixtures();
  const [newest, older] = versions.map(({ version }) => version);

  it.each([
    [[], { kind: 'none' }],
    [[newest], { kind: 'one' }],
    [[newest, older], { kind: 'ready', base: older, target: newest }],
    [[older, newest], { kind: 'ready', base: older, target: newest }],
    [[newest, older, 'third'], { kind: 'many' }],
  ])('%j', (selected, expected) => {
    expect(compareSelection(versions, selected)).toEqual(expected);
  });
});

describe('slices', () => {
  it('puts the worst first for that metric', () => {
    const evaluation = evaluationFixture({
      slices: [
        { slice: 'a', metric: 'p95 latency', value: 1, sampleCount: 1 },
        { slice: 'b', metric: 'p95 latency', value: 9, sampleCount: 1 },
        { slice: 'c', metric: 'faithfulness', value: 0.9, sampleCount: 1 },
        { slice: 'd', metric: 'faithfulness', value: 0.1, sampleCount: 1 },
      ],
    });
    const names = (metric: string) =>
      sliceRows(evaluation, metric).map(({ slice }) => slice);
    expect(names('p95 latency')).toEqual(['b', 'a']);
    expect(names('faithfulness')).toEqual(['d', 'c']);
    expect(slicedMetrics(evaluation)).toHaveLength(2);
  });
});

describe('promotions', () => {
  it('puts what one may decide first and what ended last', () => {
    const mine = promotionFixture({ id: 'mine', mayDecide: true });
    const others = promotionFixture({ id: 'others', mayDecide: false });
    const [, , ended] = promotionFixtures();
    expect(openFirst([ended, others, mine]).map(({ id }) => id)).toEqual([
      'mine',
      'others',
      ended.id,
    ]);
  });
});

describe('an instant in a field', () => {
  it('survives the way there and back to the minute', () => {
    const instant = '2026-03-01T10:20:00.000Z';
    expect(fromLocalField(toLocalField(instant))).toBe(instant);
  });

  it.each(['', 'soon', '2026-13-01T00:00'])('reads %j as absent', text => {
    expect(fromLocalField(text)).toBeUndefined();
  });
});

describe('stage lanes', () => {
  const at = (hour: number) =>
    new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
  const until = Date.parse(at(9));

  it('draw a version from the end of its deployment until the next one has taken over', () => {
    const lanes = stageLanes(
      [
        deploymentFixture({
          id: 'c',
          state: 'open',
          startedAt: at(8),
          finishedAt: undefined,
        }),
        deploymentFixture({
          id: 'x',
          state: 'rolled-back',
          startedAt: at(6),
          finishedAt: at(7),
        }),
        deploymentFixture({ id: 'b', startedAt: at(3), finishedAt: at(5) }),
        deploymentFixture({ id: 'a', startedAt: at(1), finishedAt: at(2) }),
      ],
      until,
    );
    expect(lanes).toHaveLength(1);
    expect(
      lanes[0].bars.map(({ deployment, from, to, kind }) => [
        deployment.id,
        kind,
        new Date(from).getUTCHours(),
        new Date(to).getUTCHours(),
      ]),
    ).toEqual([
      ['a', 'live', 2, 5],
      ['b', 'live', 5, 9],
      ['x', 'ended', 6, 7],
      ['c', 'open', 8, 9],
    ]);
  });
});
