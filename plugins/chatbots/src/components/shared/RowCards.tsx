import { Card, CardBody, Checkbox, Link } from '@backstage/ui';
import type { RowTableProps } from './rowTableProps';
import styles from './shared.module.css';

/** Rows as cards in one column, with the facts of the table in the table's order. @internal */
export function RowCards<T extends { id: string }>(props: RowTableProps<T>) {
  const { label, columns, rows, isStale, hrefOf, selection } = props;
  const [header, ...facts] = [...columns].sort(
    (a, b) => Number(b.isRowHeader ?? false) - Number(a.isRowHeader ?? false),
  );
  return (
    <ul className={styles.cards} aria-label={label} aria-busy={isStale}>
      {rows.map(row => (
        <li key={row.id}>
          <Card>
            <CardBody className={styles.cardBody}>
              <div className={styles.stack}>
                <div className={styles.inline}>
                  {selection && (
                    <Checkbox
                      aria-label={selection.label(row)}
                      isSelected={selection.selected.includes(row.id)}
                      onChange={isSelected =>
                        selection.onChange(
                          isSelected
                            ? [...selection.selected, row.id]
                            : selection.selected.filter(id => id !== row.id),
                        )
                      }
                    />
                  )}
                  <div className={styles.cardTitle}>
                    {hrefOf?.(row) ? (
                      <Link href={hrefOf(row)}>{header.render(row)}</Link>
                    ) : (
                      header.render(row)
                    )}
                  </div>
                </div>
                <dl className={styles.facts}>
                  {facts.map(({ id, label: name, render }) => (
                    <div key={id}>
                      <dt>{name}</dt>
                      <dd>{render(row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </CardBody>
          </Card>
        </li>
      ))}
    </ul>
  );
}
