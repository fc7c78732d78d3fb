import { Switch, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo, useState } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { RowTable, type RowColumn } from '../shared';
import { isolated, Written } from '../text';
import { HiddenCount, TargetValue, Value } from './FactRows';
import { ScoreChange } from './ScoreChange';
import { intervalReason, intervalText } from './scoreText';
import { visibleRows } from './visibleRows';
import styles from './scores.module.css';

type ScoreRow = Api.ComparisonRow & { id: string };

/** Props of {@link ScoreTable}. @internal */
export interface ScoreTableProps {
  scores: readonly Api.ComparisonRow[];
  onlyDifferences: boolean;
  baseLabel: string;
  targetLabel: string;
}

/** Scores of two versions with change, interval and verdict; slices on demand. @internal */
export function ScoreTable(props: ScoreTableProps) {
  const t = useTexts();
  const [slices, setSlices] = useState(false);
  const { scores, onlyDifferences, baseLabel, targetLabel } = props;
  const candidates = useMemo(
    () => scores.filter(row => slices || row.slice === undefined),
    [scores, slices],
  );
  const rows = useMemo(
    () =>
      visibleRows(candidates, onlyDifferences).map(row => ({
        ...row,
        id: `${row.suite}/${row.slice}/${row.key}`,
      })),
    [candidates, onlyDifferences],
  );
  const columns = useMemo(
    () => columnsOf(t, baseLabel, targetLabel),
    [t, baseLabel, targetLabel],
  );
  if (scores.length === 0) {
    return <Text color="secondary">{t('version.compare.scores.none')}</Text>;
  }
  return (
    <>
      {scores.some(row => row.slice !== undefined) && (
        <Switch
          label={t('version.compare.scores.slices')}
          isSelected={slices}
          onChange={setSlices}
        />
      )}
      {rows.length > 0 && (
        <RowTable
          label={t('version.compare.section.scores')}
          columns={columns}
          rows={rows}
        />
      )}
      <HiddenCount total={candidates.length} shown={rows.length} />
    </>
  );
}

/** Says why there is no interval; of what was not compared, there can't be any. */
function IntervalMissing(props: { row: Api.ComparisonRow }) {
  const t = useTexts();
  const reason = intervalReason(t, props.row);
  return (
    <Text variant="body-small" color="secondary">
      {reason === undefined
        ? t('version.compare.scores.intervalNotCompared')
        : t('version.compare.scores.intervalMissing', { reason })}
    </Text>
  );
}

function columnsOf(
  t: Texts,
  baseLabel: string,
  targetLabel: string,
): RowColumn<ScoreRow>[] {
  return [
    {
      id: 'metric',
      label: t('version.compare.scores.metric'),
      isRowHeader: true,
      render: row => (
        <>
          <strong>
            <Written>{row.label}</Written>
          </strong>
          <Text as="div" variant="body-small" color="secondary">
            {row.slice === undefined
              ? row.suite
              : t('version.compare.scores.slice', {
                  slice: isolated(row.slice),
                })}
          </Text>
        </>
      ),
    },
    {
      id: 'base',
      label: baseLabel,
      render: row => <Value>{row.base}</Value>,
    },
    {
      id: 'target',
      label: targetLabel,
      render: row => <TargetValue row={row} />,
    },
    {
      id: 'change',
      label: t('version.compare.scores.change'),
      render: row => (
        <>
          <span className={styles.change}>
            <ScoreChange row={row} withoutInterval />
          </span>
          {row.note && (
            <Text as="div" variant="body-small" color="secondary">
              <Written>{row.note}</Written>
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'interval',
      label: t('version.compare.scores.interval'),
      render: row => intervalText(row) ?? <IntervalMissing row={row} />,
    },
  ];
}
