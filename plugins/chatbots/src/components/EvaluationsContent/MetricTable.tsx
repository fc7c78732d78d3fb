import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { MetricValue, RowTable, type RowColumn } from '../shared';

type MetricRow = Api.Metric & { id: string };

/** The metrics of an evaluation with their spread and sample count. @internal */
export function MetricTable(props: { metrics: readonly Api.Metric[] }) {
  const t = useTexts();
  const columns: RowColumn<MetricRow>[] = [
    {
      id: 'metric',
      label: t('entity.run.metric'),
      isRowHeader: true,
      minWidth: 200,
      defaultWidth: '2fr',
      render: row => row.name,
    },
    {
      id: 'value',
      label: t('entity.run.value'),
      render: row => (
        <strong>
          <MetricValue value={row.value} unit={row.unit} />
        </strong>
      ),
    },
    {
      id: 'direction',
      label: t('entity.run.direction'),
      render: row => t(`shared.direction.${row.direction}`),
    },
    {
      id: 'samples',
      label: t('entity.run.sampleCount'),
      render: row => String(row.sampleCount),
    },
    {
      id: 'spread',
      label: t('entity.run.spread'),
      minWidth: 170,
      render: row => (
        <MetricValue value={row.standardDeviation} unit={row.unit} />
      ),
    },
  ];
  return (
    <RowTable
      label={t('entity.run.metrics')}
      columns={columns}
      rows={props.metrics.map(metric => ({ ...metric, id: metric.name }))}
    />
  );
}
