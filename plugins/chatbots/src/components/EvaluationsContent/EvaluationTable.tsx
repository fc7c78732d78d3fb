import {
  Button,
  Cell,
  CellText,
  Table,
  type ColumnConfig,
} from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useMemo } from 'react';
import { useTexts } from '../../hooks';
import { MetricValue, RelativeTime, VersionLabel } from '../shared';
import styles from './EvaluationsContent.module.css';

/** Enough to recognise a run; the rest stands on its page. */
const SHOWN_METRICS = 3;

/** Props of {@link EvaluationTable}. @internal */
export interface EvaluationTableProps {
  evaluations: readonly Api.Evaluation[];
  isStale: boolean;
  onOpen: (evaluationId: string) => void;
}

/** Evaluations, newest first; a row opens its detail. @internal */
export function EvaluationTable(props: EvaluationTableProps) {
  const { evaluations, isStale, onOpen } = props;
  const t = useTexts();
  const columns = useMemo(
    (): ColumnConfig<Api.Evaluation>[] => [
      {
        id: 'version',
        label: t('entity.evaluations.column.version'),
        isRowHeader: true,
        minWidth: 190,
        defaultWidth: '2fr',
        cell: row => (
          <Cell>
            <VersionLabel chatbot={row.chatbot} version={row.version} short />
          </Cell>
        ),
      },
      {
        id: 'suite',
        label: t('entity.evaluations.column.suite'),
        minWidth: 100,
        defaultWidth: '1fr',
        cell: row => (
          <CellText
            title={row.suite}
            description={`${row.dataset.name} ${row.dataset.revision}`}
          />
        ),
      },
      {
        id: 'judge',
        label: t('entity.evaluations.column.judge'),
        minWidth: 130,
        defaultWidth: '1fr',
        cell: row => (
          <CellText
            title={row.judge.name}
            description={t(`entity.evaluations.judge.${row.judge.kind}`)}
          />
        ),
      },
      {
        id: 'metrics',
        label: t('entity.evaluations.column.metrics'),
        minWidth: 200,
        defaultWidth: '2fr',
        cell: row => (
          <Cell>
            <span className={styles.stack}>
              {row.metrics.slice(0, SHOWN_METRICS).map(metric => (
                <span key={metric.name}>
                  {metric.name}{' '}
                  <strong>
                    <MetricValue {...metric} sampleCount={undefined} />
                  </strong>
                </span>
              ))}
            </span>
          </Cell>
        ),
      },
      {
        id: 'finished',
        label: t('entity.evaluations.column.finished'),
        minWidth: 120,
        defaultWidth: 130,
        cell: row => (
          <Cell>
            <RelativeTime instant={row.finishedAt} />
          </Cell>
        ),
      },
      {
        id: 'open',
        label: t('entity.evaluations.column.open'),
        minWidth: 90,
        defaultWidth: 100,
        cell: row => (
          <Cell>
            <Button
              size="small"
              variant="secondary"
              aria-label={t('entity.evaluations.open', {
                version: row.version,
                suite: row.suite,
              })}
              onPress={() => onOpen(row.id)}
            >
              {t('entity.evaluations.openShort')}
            </Button>
          </Cell>
        ),
      },
    ],
    [t, onOpen],
  );
  return (
    <Table
      columnConfig={columns}
      data={[...evaluations]}
      isStale={isStale}
      pagination={{ type: 'none' }}
    />
  );
}
