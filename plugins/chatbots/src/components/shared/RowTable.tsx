import { Cell, Table, useBreakpoint } from '@backstage/ui';
import { useMemo } from 'react';
import { RowCards } from './RowCards';
import type { RowTableProps } from './rowTableProps';
import styles from './shared.module.css';

/**
 * Rows as a table where there is room for one, and else as cards of the same
 * facts in the same order: a table that scrolls sideways hides what it is about.
 *
 * @internal
 */
export function RowTable<T extends { id: string }>(props: RowTableProps<T>) {
  const isWide = useBreakpoint().up('md');
  return isWide ? <WideTable {...props} /> : <RowCards {...props} />;
}

function WideTable<T extends { id: string }>(props: RowTableProps<T>) {
  const { columns, rows, isStale, hrefOf, selection } = props;
  const columnConfig = useMemo(
    () =>
      columns.map(({ render, ...column }) => ({
        ...column,
        cell: (row: T) => (
          <Cell>
            <span className={styles.cell}>{render(row)}</span>
          </Cell>
        ),
      })),
    [columns],
  );
  return (
    <Table
      columnConfig={columnConfig}
      data={[...rows]}
      isStale={isStale}
      pagination={{ type: 'none' }}
      rowConfig={hrefOf && { getHref: hrefOf }}
      selection={
        selection && {
          mode: 'multiple',
          behavior: 'toggle',
          selected: selection.selected,
          onSelectionChange: keys =>
            selection.onChange(
              keys === 'all' ? rows.map(({ id }) => id) : [...keys].map(String),
            ),
        }
      }
    />
  );
}
