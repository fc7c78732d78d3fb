import type {
  Api,
  ChatbotsClient,
} from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  flag,
  oneOf,
  optionalOneOf,
  optionalText,
} from '../../hooks/queryCodecs';

type ListQuery = NonNullable<
  NonNullable<Parameters<ChatbotsClient['listChatbots']>[0]>['query']
>;

/** By what the catalog can be sorted. @internal */
export const CATALOG_SORTS = [
  'name',
  'owner',
  'riskClass',
  'quality',
  'updatedAt',
  'waiting',
  'stage',
] as const;

/** Which way each sort is read most: what needs eyes first. @internal */
export const USUAL_ORDER: Record<
  (typeof CATALOG_SORTS)[number],
  'asc' | 'desc'
> = {
  name: 'asc',
  owner: 'asc',
  riskClass: 'desc',
  quality: 'desc',
  updatedAt: 'desc',
  // By the instant that the wait began at.
  waiting: 'asc',
  stage: 'desc',
};

/** How many chatbots one page shows. @internal */
export const CATALOG_PAGE_SIZE = 25;

// The same patterns as the API: what it would refuse is read as absent.
const ENTITY_REF = /^[a-zA-Z]+:[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/;
const STAGE_NAME = /^[a-z][a-z0-9-]{0,39}$/;

const CODECS = {
  search: optionalText(200),
  owner: optionalText(200, ENTITY_REF),
  stage: optionalText(40, STAGE_NAME),
  risk: optionalOneOf<Api.RiskClass>(['minimal', 'limited', 'high']),
  verdict: optionalOneOf<Api.Verdict>(['pass', 'fail', 'inconclusive', 'none']),
  stuck: flag,
  needsMe: flag,
  sort: oneOf(CATALOG_SORTS, 'name'),
  order: oneOf(['asc', 'desc'], 'asc'),
};

/** What the person who looks asked for. @internal */
export type CatalogFilters = {
  [Name in keyof typeof CODECS]: ReturnType<(typeof CODECS)[Name]['parse']>;
};

/** The filters that show as chips. @internal */
export const FILTER_NAMES = [
  'owner',
  'stage',
  'risk',
  'verdict',
  'stuck',
  'needsMe',
] as const;

/** A filter that shows as a chip. @internal */
export type FilterName = (typeof FILTER_NAMES)[number];

/** Reads the filters from the URL; whatever it does not know is the default. @internal */
export function parseFilters(query: URLSearchParams): CatalogFilters {
  const raw = (name: string) => query.get(name) ?? undefined;
  return {
    search: CODECS.search.parse(raw('search')),
    owner: CODECS.owner.parse(raw('owner')),
    stage: CODECS.stage.parse(raw('stage')),
    risk: CODECS.risk.parse(raw('risk')),
    verdict: CODECS.verdict.parse(raw('verdict')),
    stuck: CODECS.stuck.parse(raw('stuck')),
    needsMe: CODECS.needsMe.parse(raw('needsMe')),
    sort: CODECS.sort.parse(raw('sort')),
    order: CODECS.order.parse(raw('order')),
  };
}

/** What to write to the URL for some changed filters. @internal */
export function filterPatch(
  changes: Partial<CatalogFilters>,
): Record<string, string | undefined> {
  const all: CatalogFilters = {
    ...parseFilters(new URLSearchParams()),
    ...changes,
  };
  const written: Record<keyof CatalogFilters, string | undefined> = {
    search: CODECS.search.serialize(all.search),
    owner: CODECS.owner.serialize(all.owner),
    stage: CODECS.stage.serialize(all.stage),
    risk: CODECS.risk.serialize(all.risk),
    verdict: CODECS.verdict.serialize(all.verdict),
    stuck: CODECS.stuck.serialize(all.stuck),
    needsMe: CODECS.needsMe.serialize(all.needsMe),
    sort: CODECS.sort.serialize(all.sort),
    order: CODECS.order.serialize(all.order),
  };
  return Object.fromEntries(
    Object.entries(written).filter(([name]) => name in changes),
  );
}

/** No filter at all; the sort stays. @internal */
export const NO_FILTERS: Partial<CatalogFilters> = {
  search: undefined,
  owner: undefined,
  stage: undefined,
  risk: undefined,
  verdict: undefined,
  stuck: false,
  needsMe: false,
};

/** Whether anything is filtered out, so that an empty list means "no match". @internal */
export function isFiltered(filters: CatalogFilters): boolean {
  return Boolean(filters.search) || FILTER_NAMES.some(name => filters[name]);
}

/** The request for one page. @internal */
export function listQuery(
  filters: CatalogFilters,
  cursor: string | undefined,
): ListQuery {
  return { ...filterQuery(filters), cursor, limit: CATALOG_PAGE_SIZE };
}

/** The filters and the order as the API takes them: of every page, and of a file. @internal */
export function filterQuery(filters: CatalogFilters): ListQuery {
  return {
    search: filters.search,
    owner: filters.owner,
    stage: filters.stage,
    riskClass: filters.risk,
    verdict: filters.verdict,
    stuck: filters.stuck || undefined,
    needsMe: filters.needsMe || undefined,
    sort: filters.sort,
    order: filters.order,
  };
}

/** The filters without a stage that is not configured. @internal */
export function knownStage(
  filters: CatalogFilters,
  stages: readonly string[] | undefined,
): CatalogFilters {
  const { stage } = filters;
  return stage === undefined || !stages || stages.includes(stage)
    ? filters
    : { ...filters, stage: undefined };
}
