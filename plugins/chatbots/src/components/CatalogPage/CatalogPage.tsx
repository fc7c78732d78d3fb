import { Button, useBreakpoint } from '@backstage/ui';
import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  learnTitles,
  useChatbotsQuery,
  useCursorPages,
  useTexts,
  useUrlQuery,
} from '../../hooks';
import { EmptyState, ErrorNotice, ListDownload } from '../shared';
import { CatalogCards } from './CatalogCards';
import {
  filterPatch,
  filterQuery,
  isFiltered,
  knownStage,
  listQuery,
  NO_FILTERS,
  parseFilters,
  type CatalogFilters,
} from './catalogFilters';
import styles from './CatalogPage.module.css';
import { CatalogTable } from './CatalogTable';
import { CountStrip } from './CountStrip';
import { FilterBar } from './FilterBar';
import { FilterChips } from './FilterChips';
import { LongestWaits } from './LongestWaits';
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
  const asked = useMemo(() => parseFilters(urlQuery), [urlQuery]);
  // Which stages there are only the backend knows; another name filters nothing.
  const [stages, setStages] = useState<readonly string[]>();
  const filters = useMemo(() => knownStage(asked, stages), [asked, stages]);
  const onChange = useCallback(
    (changes: Partial<CatalogFilters>) => patch(filterPatch(changes)),
    [patch],
  );
  const pages = useCursorPages(JSON.stringify(filters));
  const request = listQuery(filters, pages.cursor);
  const query = useChatbotsQuery({
    key: ['catalog', request],
    load: async (api, signal) => {
      const answer = await api.listChatbots({ query: request }, { signal });
      learnTitles(
        api,
        answer.items.map(({ chatbot }) => chatbot),
      );
      return answer;
    },
    keepPrevious: true,
  });

  const list = query.value;
  useEffect(() => {
    if (list) {
      setStages(before =>
        before?.join() === list.stages.join() ? before : list.stages,
      );
    }
  }, [list]);
  const owners = useOwners();
  const knownOwners = useMemo(
    () =>
      [
        ...new Set([
          ...owners.keys(),
          ...(filters.owner ? [filters.owner] : []),
          ...(list?.items.map(({ chatbot }) => chatbot.owner) ?? []),
        ]),
      ].sort(),
    [owners, filters.owner, list],
  );
  const isWide = useBreakpoint().up('md');
  const isEmpty = list?.items.length === 0 && !query.refreshing;

  return (
    <div className={styles.page}>
      {(list || !query.error) && (
        <CountStrip
          counts={list?.counts}
          lastStage={stages?.at(-1)}
          filters={filters}
          onChange={onChange}
        />
      )}
      {list && !isFiltered(filters) && <LongestWaits list={list} />}
      <FilterBar
        isWide={isWide}
        filters={filters}
        owners={knownOwners}
        names={owners}
        stages={stages ?? []}
        onChange={onChange}
      />
      <FilterChips filters={filters} names={owners} onChange={onChange} />
      {query.error && (
        <ErrorNotice
          error={query.error}
          title={list && t('shared.query.stale')}
          onRetry={query.retry}
        />
      )}
      <ListDownload
        list="chatbots"
        query={filterQuery(filters)}
        total={list?.total}
      />
      {isEmpty && (
        <NoChatbots
          filtered={isFiltered(filters)}
          onClear={() => onChange(NO_FILTERS)}
        />
      )}
      {!isEmpty &&
        (list || !query.error) &&
        (isWide ? (
          <CatalogTable
            list={list}
            stages={stages ?? []}
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

function NoChatbots(props: { filtered: boolean; onClear: () => void }) {
  const t = useTexts();
  return props.filtered ? (
    <EmptyState
      title={t('catalog.empty.filteredTitle')}
      description={t('catalog.empty.filteredDescription')}
    >
      <Button variant="secondary" onPress={props.onClear}>
        {t('catalog.filter.clear')}
      </Button>
    </EmptyState>
  ) : (
    <EmptyState
      title={t('catalog.empty.title')}
      description={t('catalog.empty.description')}
      action={{ label: t('catalog.empty.action'), href: CREATE_PATH }}
    />
  );
}
