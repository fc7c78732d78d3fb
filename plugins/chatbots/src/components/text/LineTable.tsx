import type { ReactNode } from 'react';
import { useRowWindow } from './useRowWindow';
import styles from './text.module.css';

/** Props of {@link LineTable}. @internal */
export interface LineTableProps {
  id?: string;
  label: string;
  /** Whether two texts stand side by side. */
  sides: 1 | 2;
  /** The head's cells. */
  head?: ReactNode;
  count: number;
  /** The cells of a row, by its number from 0. */
  children: (index: number) => ReactNode;
  /** Says of a row what happened to it, for its style. */
  kindOf?: (index: number) => string | undefined;
}

/**
 * Lines of text with their numbers. A plain table, because lines are rows: a screen reader reads each with its number. Of a long one,
 * only the rows in view are there.
 *
 * @internal
 */
export function LineTable(props: LineTableProps) {
  const { id, label, sides, head, count, children, kindOf } = props;
  const shown = useRowWindow(count);
  const columns = sides * 2;
  const spacer = (height: number) =>
    height > 0 && (
      <tr aria-hidden="true">
        <td className={styles.spacer} colSpan={columns} style={{ height }} />
      </tr>
    );
  return (
    <div
      id={id}
      ref={shown.frame}
      className={styles.frame}
      data-windowed={shown.windowed}
      role="region"
      aria-label={label}
      // What scrolls must be reached by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={shown.windowed ? 0 : undefined}
    >
      <table
        className={styles.table}
        aria-rowcount={shown.windowed ? count + (head ? 1 : 0) : undefined}
      >
        <colgroup>
          {Array.from({ length: sides }, (_unused, side) => [
            <col key={`${side}/number`} className={styles.numberColumn} />,
            <col key={`${side}/text`} />,
          ])}
        </colgroup>
        {head && (
          <thead>
            <tr>{head}</tr>
          </thead>
        )}
        <tbody>
          {spacer(shown.before)}
          {shown.rows.map(index => (
            <tr
              key={index}
              ref={shown.measure}
              data-index={index}
              data-kind={kindOf?.(index)}
              aria-rowindex={
                shown.windowed ? index + (head ? 2 : 1) : undefined
              }
            >
              {children(index)}
            </tr>
          ))}
          {spacer(shown.after)}
        </tbody>
      </table>
    </div>
  );
}
