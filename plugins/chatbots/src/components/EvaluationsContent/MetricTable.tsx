import { Cell, CellText, Table, type ColumnConfig } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useTexts } from '../../hooks';
import { MetricValue } from '../shared';

type MetricRow = Api.Metric & { id: string };

/** The metrics of an evaluation with their spread and sample count. @internal */
export function MetricTable(props: { metrics: readonly Api.Metric[] }) {
  const t = useTexts();
  const columns: ColumnConfig<MetricRow>[] = [
    {
      id: 'metric',
      label: t('entity.run.metric'),
      isRowHeader: true,
      cell: row => <CellText title={row.name} />,
    },
    {
      id: 'value',
      label: t('entity.run.value'),
      cell: row => (
        <Cell>
          <strong>
            <MetricValue value={row.value} unit={row.unit} />
          </strong>
        </Cell>
      ),
    },
    {
      id: 'direction',
      label: t('entity.run.direction'),
      cell: row => <CellText title={t(`shared.direction.${row.direction}`)} />,
    },
    {
      id: 'samples',
      label: t('entity.run.sampleCount'),
      cell: row => <CellText title={String(row.sampleCount)} />,
    },
    {
      id: 'spread',
      label: t('entity.run.spread'),
      cell: row => (
        <Cell>
          <MetricValue value={row.standardDeviation} unit={row.unit} />
        </Cell>
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={props.metrics.map(metric => ({ ...metric, id: metric.name }))}
      pagination={{ type: 'none' }}
    />
  );
}
