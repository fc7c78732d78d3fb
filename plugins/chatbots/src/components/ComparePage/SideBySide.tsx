import { VisuallyHidden } from '@backstage/ui';
import {
  compareTexts,
  compareWords,
  type LineEndDifference,
  type LinePart,
  type TextLine,
  type TextRow,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useMemo } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { isolated, LineTable, LineText } from '../text';
import { withContext } from './withContext';
import styles from '../text/text.module.css';

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

/** Two texts line by line, as a model reads them, with the words that differ. @internal */
export function SideBySide(props: SideBySideProps) {
  const t = useTexts();
  const { base, target } = props;
  const { rows, lineEnds } = useMemo(() => {
    const comparison = compareTexts(base, target);
    const { linesAdded, linesRemoved } = comparison;
    return {
      lineEnds: comparison.lineEnds,
      // Where line ends alone differ, each line may be what somebody looks for.
      rows:
        linesAdded + linesRemoved > 0
          ? withContext(comparison.rows, CONTEXT_LINES)
          : comparison.rows,
    };
  }, [base, target]);
  const isSame = rows.every(row => row?.kind === 'same');
  return (
    <>
      {lineEnds.length > 0 && !isSame && (
        <p className={styles.note}>
          {t('version.compare.lineEndsToo', {
            what: lineEndsText(t, lineEnds),
          })}
        </p>
      )}
      <LineTable
        label={t('version.compare.differenceOf', {
          name: isolated(props.name),
        })}
        sides={2}
        count={rows.length}
        kindOf={index => rows[index]?.kind}
        head={
          <>
            <th className={styles.head} colSpan={2} scope="colgroup">
              {props.baseLabel ?? t('version.compare.was')}
            </th>
            <th className={styles.head} colSpan={2} scope="colgroup">
              {props.targetLabel ?? t('version.compare.now')}
            </th>
          </>
        }
      >
        {index => {
          const row = rows[index];
          return row ? (
            <Row row={row} />
          ) : (
            <td className={styles.skipped} colSpan={4}>
              {t('version.compare.skipped')}
            </td>
          );
        }}
      </LineTable>
    </>
  );
}

/** What differs where line ends alone do, for example "BOM, CRLF". @internal */
export function lineEndsText(
  t: Texts,
  lineEnds: readonly LineEndDifference[],
): string {
  return lineEnds.map(what => t(`version.compare.lineEnd.${what}`)).join(', ');
}

function Row(props: { row: TextRow }) {
  const { kind, base, target } = props.row;
  const words = useMemo(
    () =>
      kind === 'changed' && base && target
        ? compareWords(base.text, target.text)
        : undefined,
    [kind, base, target],
  );
  return (
    <>
      <Side
        line={base}
        parts={words?.base}
        kind={kind === 'same' ? undefined : 'removed'}
      />
      <Side
        line={target}
        parts={words?.target}
        kind={kind === 'same' ? undefined : 'added'}
      />
    </>
  );
}

function Side(props: {
  line: TextLine | undefined;
  parts: LinePart[] | undefined;
  kind: 'added' | 'removed' | undefined;
}) {
  const t = useTexts();
  const { line, parts, kind } = props;
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
        <span className={styles.sign} aria-hidden="true">
          {kind && (kind === 'added' ? '+' : '−')}
        </span>
        {kind && <VisuallyHidden>{`${word}: `}</VisuallyHidden>}
        <LineText line={line} parts={parts} />
      </td>
    </>
  );
}
