import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { isolated, Written } from '../text';
import { ScoreChange } from './ScoreChange';
import { visibleRows } from './visibleRows';
import styles from './facts.module.css';

/** Props of {@link FactRows}. @internal */
export interface FactRowsProps {
  rows: readonly Api.ComparisonRow[];
  onlyDifferences: boolean;
  /** Said of the section's list, for who can't see its heading. */
  label: string;
  /** Leaves counting the hidden entries to the caller. */
  compact?: boolean;
}

/**
 * Rows "name: before → after", with what it means in a word.
 *
 * @internal
 */
export function FactRows(props: FactRowsProps) {
  const t = useTexts();
  const rows = visibleRows(props.rows, props.onlyDifferences);
  if (props.rows.length === 0) {
    return <Text color="secondary">{t('version.compare.nothing')}</Text>;
  }
  return (
    <>
      {rows.length > 0 && (
        <ul className={styles.list} aria-label={props.label}>
          {rows.map(row => (
            <FactRow key={`${row.suite}/${row.slice}/${row.key}`} row={row} />
          ))}
        </ul>
      )}
      {!props.compact && (
        <HiddenCount total={props.rows.length} shown={rows.length} />
      )}
    </>
  );
}

/** Says how many equal entries are hidden, so a short list is not read as all there is. @internal */
export function HiddenCount(props: { total: number; shown: number }) {
  const t = useTexts();
  const hidden = props.total - props.shown;
  if (hidden === 0) {
    return null;
  }
  return (
    <Text as="p" variant="body-small" color="secondary">
      {props.shown === 0
        ? t('version.compare.noDifference')
        : t('version.compare.hidden', { count: hidden })}
    </Text>
  );
}

function FactRow(props: { row: Api.ComparisonRow }) {
  const t = useTexts();
  const { row } = props;
  const scored = row.direction !== undefined;
  return (
    <li className={styles.row}>
      <div className={styles.label}>
        <Text weight="bold">
          <Written>{row.label}</Written>
        </Text>
        {row.slice !== undefined && (
          <Text as="div" variant="body-small" color="secondary">
            {t('version.compare.scores.slice', { slice: isolated(row.slice) })}
          </Text>
        )}
      </div>
      <div className={styles.value}>
        {row.status === 'same' && row.base !== undefined ? (
          <Value>{row.base}</Value>
        ) : (
          <>
            <Value>{row.base}</Value>
            <span aria-hidden="true">→</span>
            <TargetValue row={row} />
          </>
        )}
        {scored ? (
          <ScoreChange row={row} />
        ) : (
          // The value says it already when it is missing.
          row.status !== 'missing' && (
            <span className={styles.status}>
              {t(`version.compare.status.${row.status}`)}
            </span>
          )
        )}
        {row.note && (
          <Text variant="body-small" color="secondary">
            <Written>{row.note}</Written>
          </Text>
        )}
      </div>
    </li>
  );
}

/** The newer value; one that was not due is not called missing. @internal */
export function TargetValue(props: { row: Api.ComparisonRow }) {
  const t = useTexts();
  const { target, due } = props.row;
  return target === undefined && due === false ? (
    <span className={styles.missing}>{t('version.compare.notRun')}</span>
  ) : (
    <Value>{target}</Value>
  );
}

/** A value, or the word for a missing one. @internal */
export function Value(props: { children?: string }) {
  const t = useTexts();
  return props.children === undefined ? (
    <span className={styles.missing}>{t('version.compare.missingValue')}</span>
  ) : (
    <span className={styles.code}>
      <Written>{props.children}</Written>
    </span>
  );
}
