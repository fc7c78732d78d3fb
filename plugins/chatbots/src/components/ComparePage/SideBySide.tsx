import { VisuallyHidden } from '@backstage/ui';
import { useMemo } from 'react';
import { useTexts } from '../../hooks';
import { sideBySide, withContext, type DifferenceLine } from './sideBySideRows';
import styles from './SideBySide.module.css';

const CONTEXT_LINES = 3;

/** Props of {@link SideBySide}. @internal */
export interface SideBySideProps {
  name: string;
  base: string;
  target: string;
  /** Names of the two versions, as column titles. */
  baseLabel?: string;
  targetLabel?: string;
}

/**
 * Two texts line by line. A plain table, because a text difference is one:
 * a screen reader reads each line with its number, its side and what happened.
 *
 * @internal
 */
export function SideBySide(props: SideBySideProps) {
  const t = useTexts();
  const rows = useMemo(
    () => withContext(sideBySide(props.base, props.target), CONTEXT_LINES),
    [props.base, props.target],
  );
  const label = t('version.compare.differenceOf', { name: props.name });
  return (
    <div className={styles.frame} role="region" aria-label={label}>
      <table className={styles.table}>
        <colgroup>
          <col className={styles.numberColumn} />
          <col />
          <col className={styles.numberColumn} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th className={styles.head} colSpan={2} scope="colgroup">
              {props.baseLabel ?? t('version.compare.was')}
            </th>
            <th className={styles.head} colSpan={2} scope="colgroup">
              {props.targetLabel ?? t('version.compare.now')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) =>
            row ? (
              <tr key={index} data-kind={row.kind}>
                <Side
                  line={row.base}
                  kind={row.kind === 'same' ? undefined : 'removed'}
                />
                <Side
                  line={row.target}
                  kind={row.kind === 'same' ? undefined : 'added'}
                />
              </tr>
            ) : (
              <tr key={index}>
                <td className={styles.skipped} colSpan={4}>
                  {t('version.compare.skipped')}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Side(props: {
  line: DifferenceLine | undefined;
  kind: 'added' | 'removed' | undefined;
}) {
  const t = useTexts();
  const { line, kind } = props;
  if (!line) {
    return (
      <>
        <td className={styles.absent} />
        <td className={styles.absent} />
      </>
    );
  }
  const word =
    kind === 'added'
      ? t('version.compare.lineAdded')
      : t('version.compare.lineRemoved');
  return (
    <>
      <td className={styles.number}>{line.number}</td>
      <td className={`${styles.text} ${kind ? styles[kind] : ''}`}>
        <span className={styles.mark} aria-hidden="true">
          {kind && (kind === 'added' ? '+' : '−')}
        </span>
        {kind && <VisuallyHidden>{`${word}: `}</VisuallyHidden>}
        {line.text}
      </td>
    </>
  );
}
