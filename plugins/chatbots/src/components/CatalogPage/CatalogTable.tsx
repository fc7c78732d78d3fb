import {
  Cell,
  Table,
  type ColumnConfig,
  type SortDescriptor,
} from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import { useTexts, type CursorPages } from '../../hooks';
import { newestIn } from '../../view';
import {
  EntityPersonLink,
  pageLabel,
  RiskBadge,
  useChatbotHref,
} from '../shared';
import { isolated, Written } from '../text';
import styles from './CatalogPage.module.css';
import {
  CATALOG_PAGE_SIZE,
  CATALOG_SORTS,
  type CatalogFilters,
} from './catalogFilters';
import { NewestVerdict } from './NewestVerdict';
import { QualityCell } from './QualityCell';
import { StageCell } from './StageCell';
import { WaitingCell } from './WaitingCell';

interface CatalogRow extends Api.ChatbotSummary {
  id: string;
}

/** Props of {@link CatalogTable}. @internal */
export interface CatalogTableProps {
  list: Api.ChatbotList | undefined;
  stages: readonly string[];
  filters: CatalogFilters;
  pages: CursorPages;
  isStale: boolean;
  onChange: (changes: Partial<CatalogFilters>) => void;
}

/** The model catalog as a table, for wide screens. @internal */
export function CatalogTable(props: CatalogTableProps) {
  const { list, stages, filters, pages, isStale, onChange } = props;
  const t = useTexts();
  const chatbotHref = useChatbotHref();
  const columns = useColumns(stages);

  const sort: SortDescriptor = {
    column: filters.sort,
    direction: filters.order === 'asc' ? 'ascending' : 'descending',
  };
  return (
    <Table
      className={styles.table}
      columnConfig={columns}
      data={list?.items.map(item => ({ ...item, id: item.chatbot.name }))}
      isPending={!list}
      isStale={isStale}
      sort={{
        descriptor: sort,
        onSortChange: ({ column, direction }) =>
          onChange({
            sort: CATALOG_SORTS.find(name => name === column) ?? 'name',
            order: direction === 'ascending' ? 'asc' : 'desc',
          }),
      }}
      rowConfig={{
        getHref: ({ chatbot }) =>
          chatbotHref({ chatbot: chatbot.name, entityRef: chatbot.entityRef }),
      }}
      pagination={
        list && (pages.page > 0 || list.nextCursor)
          ? {
              type: 'page',
              pageSize: CATALOG_PAGE_SIZE,
              pageSizeOptions: [CATALOG_PAGE_SIZE],
              showPageSizeOptions: false,
              hasPreviousPage: pages.page > 0,
              hasNextPage: list.nextCursor !== undefined,
              onPreviousPage: pages.previous,
              onNextPage: () => list.nextCursor && pages.next(list.nextCursor),
              getLabel: () =>
                pageLabel(t, {
                  page: pages.page,
                  pageSize: CATALOG_PAGE_SIZE,
                  count: list.items.length,
                  total: list.total,
                }),
            }
          : { type: 'none' }
      }
    />
  );
}

function useColumns(stages: readonly string[]): ColumnConfig<CatalogRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('catalog.column.chatbot'),
        isRowHeader: true,
        isSortable: true,
        minWidth: 170,
        defaultWidth: '2fr',
        cell: ({ chatbot, verdict, latestVersion }) => (
          <Cell>
            <span className={styles.stack}>
              <strong
                className={styles.title}
                title={`${isolated(chatbot.title)} (${chatbot.name})`}
              >
                <Written>{chatbot.title}</Written>
              </strong>
              <span className={styles.inline}>
                <NewestVerdict
                  verdict={verdict}
                  latestVersion={latestVersion}
                />
              </span>
            </span>
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('catalog.column.owner'),
        isSortable: true,
        minWidth: 150,
        defaultWidth: '1fr',
        cell: ({ chatbot }) => (
          <Cell>
            <EntityPersonLink entityRef={chatbot.owner} />
          </Cell>
        ),
      },
      {
        id: 'riskClass',
        label: t('catalog.column.risk'),
        isSortable: true,
        minWidth: 90,
        defaultWidth: 90,
        cell: ({ chatbot }) => (
          <Cell>
            <RiskBadge riskClass={chatbot.riskClass} />
          </Cell>
        ),
      },
      ...stages.map(
        (stage): ColumnConfig<CatalogRow> => ({
          id: `stage:${stage}`,
          label: stage,
          minWidth: 130,
          defaultWidth: '1fr',
          cell: summary => (
            <Cell>
              <StageCell
                chatbot={summary.chatbot.name}
                status={summary.stages.find(status => status.stage === stage)}
                newest={newestIn(stage, summary)}
              />
            </Cell>
          ),
        }),
      ),
      {
        id: 'quality',
        label: t('catalog.column.quality'),
        isSortable: true,
        minWidth: 190,
        defaultWidth: '1fr',
        cell: ({ quality }) => (
          <Cell>
            <QualityCell quality={quality} />
          </Cell>
        ),
      },
      {
        id: 'waiting',
        label: t('catalog.column.waiting'),
        isSortable: true,
        minWidth: 170,
        defaultWidth: '2fr',
        cell: summary => (
          <Cell>
            <WaitingCell summary={summary} />
          </Cell>
        ),
      },
    ],
    [t, stages],
  );
}
