import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts, type Texts } from '../../hooks';
import {
  measurementText,
  MetricValue,
  RelativeTime,
  RowTable,
  VersionLabel,
  type RowColumn,
} from '../shared';

type TrendRow = Api.TrendPoint & { id: string; isFirst: boolean };

function comparableText(t: Texts, { changes, isFirst }: TrendRow): string {
  if (changes) {
    return t('shared.measurement.broken', {
      changes: measurementText(t, changes),
    });
  }
  return t(
    isFirst
      ? 'entity.evaluations.chart.comparableFirst'
      : 'entity.evaluations.chart.comparableYes',
  );
}

/** The numbers of a trend's chart, newest first. @internal */
export function TrendTable(props: { chatbot: string; trend: Api.Trend }) {
  const { chatbot, trend } = props;
  const t = useTexts();
  const columns: RowColumn<TrendRow>[] = [
    {
      id: 'version',
      label: t('entity.evaluations.chart.version'),
      isRowHeader: true,
      render: row => (
        <VersionLabel chatbot={chatbot} version={row.version} short />
      ),
    },
    {
      id: 'value',
      label: t('entity.evaluations.chart.value'),
      render: row => <MetricValue value={row.value} unit={trend.unit} />,
    },
    {
      id: 'comparable',
      label: t('entity.evaluations.chart.comparable'),
      render: row => comparableText(t, row),
    },
    {
      id: 'samples',
      label: t('entity.evaluations.chart.samples'),
      render: row => String(row.sampleCount),
    },
    {
      id: 'finished',
      label: t('entity.evaluations.chart.finished'),
      render: row => <RelativeTime instant={row.finishedAt} />,
    },
  ];
  const rows = trend.points.map((point, index) => ({
    ...point,
    isFirst: index === 0,
    id: point.evaluationId ?? String(index),
  }));
  return (
    <RowTable label={trend.metric} columns={columns} rows={rows.reverse()} />
  );
}
