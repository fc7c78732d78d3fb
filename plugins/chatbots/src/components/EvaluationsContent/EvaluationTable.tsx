import { Button } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import { useTexts } from '../../hooks';
import {
  MetricValue,
  RelativeTime,
  RowTable,
  VersionLabel,
  type RowColumn,
} from '../shared';
import { Written } from '../text';
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
    (): RowColumn<Api.Evaluation>[] => [
      {
        id: 'version',
        label: t('entity.evaluations.column.version'),
        isRowHeader: true,
        minWidth: 190,
        defaultWidth: '2fr',
        render: row => (
          <VersionLabel chatbot={row.chatbot} version={row.version} short />
        ),
      },
      {
        id: 'suite',
        label: t('entity.evaluations.column.suite'),
        minWidth: 100,
        defaultWidth: '1fr',
        render: row => (
          <span className={styles.stack}>
            <span>{row.suite}</span>
            <span
              className={styles.muted}
            >{`${row.dataset.name} ${row.dataset.revision}`}</span>
          </span>
        ),
      },
      {
        id: 'judge',
        label: t('entity.evaluations.column.judge'),
        minWidth: 130,
        defaultWidth: '1fr',
        render: row => (
          <span className={styles.stack}>
            <span>
              <Written>{row.judge.name}</Written>
            </span>
            <span className={styles.muted}>
              {t(`entity.evaluations.judge.${row.judge.kind}`)}
            </span>
          </span>
        ),
      },
      {
        id: 'metrics',
        label: t('entity.evaluations.column.metrics'),
        minWidth: 200,
        defaultWidth: '2fr',
        render: row => (
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
        ),
      },
      {
        id: 'finished',
        label: t('entity.evaluations.column.finished'),
        minWidth: 120,
        defaultWidth: 130,
        render: row => <RelativeTime instant={row.finishedAt} />,
      },
      {
        id: 'open',
        label: t('entity.evaluations.column.open'),
        minWidth: 90,
        defaultWidth: 100,
        render: row => (
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
        ),
      },
    ],
    [t, onOpen],
  );
  return (
    <RowTable
      label={t('entity.evaluations.table')}
      columns={columns}
      rows={evaluations}
      isStale={isStale}
    />
  );
}
