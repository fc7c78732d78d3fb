import { useBreakpoint } from '@backstage/ui';
import { useCallback, useMemo } from 'react';
import {
  useChatbotsQuery,
  useCursorPages,
  useTexts,
  useUrlQuery,
} from '../../hooks';
import { EmptyState, ErrorNotice } from '../shared';
import { CatalogCards } from './CatalogCards';
import {
  filterPatch,
  isFiltered,
  listQuery,
  parseFilters,
  stageColumns,
  type CatalogFilters,
} from './catalogFilters';
import styles from './CatalogPage.module.css';
import { CatalogTable } from './CatalogTable';
import { CountStrip } from './CountStrip';
import { FilterBar } from './FilterBar';
import { FilterChips } from './FilterChips';
import { useOwners } from './useOwners';

const CREATE_PATH = '/create';

/**
 * The model catalog: what runs where, how good it is, and what is stuck.
 *
 * @internal
 */
export function CatalogPage() {
  const t = useTexts();
  const { query: urlQuery, patch } = useUrlQuery();
  const filters = useMemo(() => parseFilters(urlQuery), [urlQuery]);
  const onChange = useCallback(
    (changes: Partial<CatalogFilters>) => patch(filterPatch(changes)),
    [patch],
  );
  const pages = useCursorPages(JSON.stringify(filters));
  const request = listQuery(filters, pages.cursor);
  const query = useChatbotsQuery({
    key: ['catalog', request],
    load: (api, signal) => api.listChatbots({ query: request }, { signal }),
    keepPrevious: true,
  });

  const list = query.value;
  const stages = useMemo(() => stageColumns(list?.items ?? []), [list]);
  const owners = useOwners();
  const knownOwners = useMemo(
    () =>
      [
        ...new Set([
          ...owners,
          ...(filters.owner ? [filters.owner] : []),
          ...(list?.items.map(({ chatbot }) => chatbot.owner) ?? []),
        ]),
      ].sort(),
    [owners, filters.owner, list],
  );
  const knownStages = useMemo(
    () => [...new Set([...stages, ...(filters.stage ? [filters.stage] : [])])],
    [stages, filters.stage],
  );
  const isWide = useBreakpoint().up('md');
  const isEmpty = list?.items.length === 0 && !query.refreshing;

  return (
    <div className={styles.page}>
      {(list || !query.error) && (
        <CountStrip
          counts={list?.counts}
          filters={filters}
          onChange={onChange}
        />
      )}
      <FilterBar
        filters={filters}
        owners={knownOwners}
        stages={knownStages}
        onChange={onChange}
      />
      <FilterChips filters={filters} onChange={onChange} />
      {query.error && (
        <ErrorNotice
          error={query.error}
          title={list && t('shared.query.stale')}
          onRetry={query.retry}
        />
      )}
      {isEmpty && <NoChatbots filtered={isFiltered(filters)} />}
      {!isEmpty &&
        (list || !query.error) &&
        (isWide ? (
          <CatalogTable
            list={list}
            stages={stages}
            filters={filters}
            pages={pages}
            isStale={query.refreshing}
            onChange={onChange}
          />
        ) : (
          <CatalogCards list={list} pages={pages} />
        ))}
    </div>
  );
}

function NoChatbots(props: { filtered: boolean }) {
  const t = useTexts();
  return props.filtered ? (
    <EmptyState
      title={t('catalog.empty.filteredTitle')}
      description={t('catalog.empty.filteredDescription')}
    />
  ) : (
    <EmptyState
      title={t('catalog.empty.title')}
      description={t('catalog.empty.description')}
      action={{ label: t('catalog.empty.action'), href: CREATE_PATH }}
    />
  );
}
