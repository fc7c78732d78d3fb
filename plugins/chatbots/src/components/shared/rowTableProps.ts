import type { ReactNode } from 'react';

/** One column of a a table of rows; on a narrow screen, one line of each card. @internal */
export interface RowColumn<T> {
  id: string;
  label: string;
  render: (row: T) => ReactNode;
  /** Names the row. It heads the card on a narrow screen. */
  isRowHeader?: boolean;
  minWidth?: number;
  defaultWidth?: number | `${number}fr`;
}

/** Props of a table of rows, and of its cards. @internal */
export interface RowTableProps<T extends { id: string }> {
  /** What the rows are, for who can't see the heading above. */
  label: string;
  columns: readonly RowColumn<T>[];
  rows: readonly T[];
  isStale?: boolean;
  /** The page that a row opens. */
  hrefOf?: (row: T) => string | undefined;
  selection?: {
    selected: readonly string[];
    onChange: (ids: string[]) => void;
    /** Names one row's checkbox on a narrow screen. */
    label: (row: T) => string;
  };
}
