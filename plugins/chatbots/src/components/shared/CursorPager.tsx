import { TablePagination } from '@backstage/ui';
import { useTexts, type CursorPages } from '../../hooks';
import { pageLabel } from './pageLabel';

/** Props of {@link CursorPager}. @internal */
export interface CursorPagerProps {
  pages: CursorPages;
  pageSize: number;
  /** Rows on this page. */
  count: number;
  nextCursor?: string;
  /** All rows, when the server counts them. */
  total?: number;
}

/**
 * Previous and next for a list that the server pages by cursor. A list of one
 * page has none.
 *
 * @internal
 */
export function CursorPager(props: CursorPagerProps) {
  const { pages, pageSize, count, nextCursor, total } = props;
  const t = useTexts();
  if (pages.page === 0 && nextCursor === undefined) {
    return null;
  }
  return (
    <nav aria-label={t('shared.pager.label')}>
      <TablePagination
        pageSize={pageSize}
        pageSizeOptions={[]}
        // Without a count the label is not shown, whatever it says.
        totalCount={total ?? count}
        showPageSizeOptions={false}
        hasNextPage={nextCursor !== undefined}
        hasPreviousPage={pages.page > 0}
        onNextPage={() => nextCursor !== undefined && pages.next(nextCursor)}
        onPreviousPage={pages.previous}
        getLabel={() =>
          pageLabel(t, { page: pages.page, pageSize, count, total })
        }
      />
    </nav>
  );
}
