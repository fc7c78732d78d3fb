import { Cell, CellText, Table, type ColumnConfig } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useTexts } from '../../hooks';
import { MetricValue, RelativeTime, VersionLabel } from '../shared';

type TrendRow = Api.TrendPoint & { id: string };

/** The numbers of a trend's chart, newest first. @internal */
export function TrendTable(props: { chatbot: string; trend: Api.Trend }) {
  const { chatbot, trend } = props;
  const t = useTexts();
  const columns: ColumnConfig<TrendRow>[] = [
    {
      id: 'version',
      label: t('entity.evaluations.chart.version'),
      isRowHeader: true,
      cell: row => (
        <Cell>
          <VersionLabel chatbot={chatbot} version={row.version} short />
        </Cell>
      ),
    },
    {
      id: 'value',
      label: t('entity.evaluations.chart.value'),
      cell: row => (
        <Cell>
          <MetricValue value={row.value} unit={trend.unit} />
        </Cell>
      ),
    },
    {
      id: 'samples',
      label: t('entity.evaluations.chart.samples'),
      cell: row => <CellText title={String(row.sampleCount)} />,
    },
    {
      id: 'finished',
      label: t('entity.evaluations.chart.finished'),
      cell: row => (
        <Cell>
          <RelativeTime instant={row.finishedAt} />
        </Cell>
      ),
    },
  ];
  const rows = trend.points.map((point, index) => ({
    ...point,
    id: point.evaluationId ?? String(index),
  }));
  return (
    <Table
      columnConfig={columns}
      data={rows.reverse()}
      pagination={{ type: 'none' }}
    />
  );
}
