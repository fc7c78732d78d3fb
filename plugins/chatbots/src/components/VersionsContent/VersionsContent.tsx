import { ButtonLink, Button, SearchField } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import {
  optionalText,
  useChatbotsQuery,
  useCursorPages,
  useEntityChatbot,
  useOptionalRouteRef,
  useQueryState,
  useTexts,
} from '../../hooks';
import { compareRouteRef } from '../../routes';
import { RequestPromotionDialog } from '../RequestPromotionDialog';
import { CardBoundary, CursorPager, EmptyState, RowTable } from '../shared';
import { compareSelection } from './compareSelection';
import { useVersionColumns } from './versionColumns';
import styles from './VersionsContent.module.css';

const PAGE_SIZE = 25;
const SEARCH = optionalText(200);

/**
 * All versions of a chatbot: what changed, what the gate says, where each is
 * live. Two can be compared, each can be asked for.
 *
 * @internal
 */
export function VersionsContent() {
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const [search, setSearch] = useQueryState('search', SEARCH);
  const [asking, setAsking] = useState<string>();
  const pages = useCursorPages(search ?? '');
  const query = useChatbotsQuery({
    key: ['versions', chatbot, search, pages.cursor],
    load: (api, signal) =>
      api.listModelVersions(
        {
          path: { chatbot },
          query: { search, cursor: pages.cursor, limit: PAGE_SIZE },
        },
        { signal },
      ),
    keepPrevious: true,
    isPending: ({ items }) =>
      items.some(({ verdict }) => verdict === 'pending'),
  });

  return (
    <section className={styles.page} aria-label={t('entity.versions.title')}>
      <SearchField
        className={styles.search}
        size="small"
        aria-label={t('entity.versions.search')}
        placeholder={t('entity.versions.searchPlaceholder')}
        defaultValue={search ?? ''}
        onSubmit={value => setSearch(value || undefined)}
        onClear={() => setSearch(undefined)}
      />
      <CardBoundary
        query={query}
        label={t('entity.versions.label')}
        lines={8}
        isEmpty={list => list.items.length === 0}
        empty={
          search ? (
            <EmptyState
              title={t('entity.versions.empty.filteredTitle')}
              description={t('entity.versions.empty.filteredDescription')}
            />
          ) : (
            <EmptyState
              title={t('entity.versions.empty.title')}
              description={t('entity.versions.empty.description')}
            />
          )
        }
      >
        {list => (
          <>
            <VersionTable
              chatbot={chatbot}
              list={list}
              isAll={!search && list.nextCursor === undefined}
              isStale={query.refreshing}
              onRequest={setAsking}
            />
            <CursorPager
              pages={pages}
              pageSize={PAGE_SIZE}
              count={list.items.length}
              nextCursor={list.nextCursor}
              total={list.total}
            />
          </>
        )}
      </CardBoundary>
      {asking && (
        <RequestPromotionDialog
          chatbot={chatbot}
          version={asking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

function VersionTable(props: {
  chatbot: string;
  list: Api.ModelVersionList;
  /** Nothing is older than the last row. */
  isAll: boolean;
  isStale: boolean;
  onRequest: (version: string) => void;
}) {
  const { chatbot, list, isAll, isStale, onRequest } = props;
  const t = useTexts();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const columns = useVersionColumns(onRequest);
  return (
    <>
      <CompareBar chatbot={chatbot} list={list} selected={selected} />
      <RowTable
        label={t('entity.versions.title')}
        columns={columns}
        rows={list.items.map((item, index) => ({
          ...item,
          id: item.version,
          isFirst: isAll && index === list.items.length - 1,
        }))}
        isStale={isStale}
        selection={{
          selected,
          onChange: setSelected,
          label: ({ version }) => t('entity.versions.select', { version }),
        }}
      />
    </>
  );
}

function CompareBar(props: {
  chatbot: string;
  list: Api.ModelVersionList;
  selected: readonly string[];
}) {
  const { chatbot, list, selected } = props;
  const t = useTexts();
  const comparePath = useOptionalRouteRef(compareRouteRef);
  const reasonId = useId();
  const selection = compareSelection(list.items, selected);

  if (selection.kind === 'ready' && comparePath) {
    const { base, target } = selection;
    const query = new URLSearchParams({ base, target });
    return (
      <div className={styles.compare}>
        <ButtonLink
          variant="primary"
          href={`${comparePath({ chatbot })}?${query}`}
        >
          {t('entity.versions.compare')}
        </ButtonLink>
        <span role="status">
          {t('entity.versions.compareReady', { base, target })}
        </span>
      </div>
    );
  }
  const hints = {
    none: t('entity.versions.compareNone'),
    one: t('entity.versions.compareOne'),
    many: t('entity.versions.compareMany'),
    ready: '',
  };
  return (
    <div className={styles.compare}>
      <Button variant="secondary" isDisabled aria-describedby={reasonId}>
        {t('entity.versions.compare')}
      </Button>
      <span id={reasonId} role="status" className={styles.muted}>
        {hints[selection.kind]}
      </span>
    </div>
  );
}
