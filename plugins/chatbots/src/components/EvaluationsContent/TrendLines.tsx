import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useTexts } from '../../hooks';
import { formatMetricValue } from '../../view';
import { measurementText, measurementWords } from '../shared';
import { ChartTick, versionLines } from './ChartTick';
import type { ChartLine, TrendView } from './trendView';

const HEIGHT = 236;
/** Of the versions below the chart: two lines, and what they are. */
const AXIS_HEIGHT = 44;
const MUTED = 'var(--bui-fg-secondary)';
const LINE_COLOURS: Record<ChartLine['kind'], string> = {
  threshold: 'var(--bui-fg-negative)',
  baseline: 'var(--bui-fg-secondary)',
};

function widest(version: string): string {
  return versionLines(version).reduce((one, other) =>
    other.length > one.length ? other : one,
  );
}

/** On either side, so that two close lines keep readable words; above its line, unless the chart ends there. */
function labelPosition(line: ChartLine, view: TrendView) {
  if (line.kind === 'threshold') {
    return 'insideBottomRight';
  }
  return line.value === view.ticks.at(-1)
    ? 'insideTopLeft'
    : 'insideBottomLeft';
}

/** The chart of a trend; the table beside it holds the same data. @internal */
export function TrendLines(props: {
  trend: Api.Trend;
  view: TrendView;
  /** Id of what says where the line breaks. */
  describedBy?: string;
}) {
  const { trend, view, describedBy } = props;
  const t = useTexts();
  const format = (value: number) => formatMetricValue(value, trend.unit);
  const label = (line: ChartLine) =>
    line.kind === 'threshold'
      ? t('entity.evaluations.chart.threshold', { value: format(line.value) })
      : t('entity.evaluations.chart.baseline', {
          stage: line.stage ?? '',
          value: format(line.value),
        });
  const gapText = (mark: string) => {
    const gap = view.breaks.find(one => one.mark === mark);
    return gap && measurementText(t, gap.changes);
  };
  const isGap = (mark: string) => gapText(mark) !== undefined;
  const [first] = view.points;
  const last = view.points.at(-1);

  return (
    <div
      role="img"
      aria-label={t('entity.evaluations.chart.label', {
        metric: trend.metric,
        suite: trend.suite,
        number: String(view.points.length),
        first: first ? format(first.value) : t('shared.missing'),
        last: last ? format(last.value) : t('shared.missing'),
      })}
      aria-describedby={describedBy}
    >
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <LineChart
          data={view.marks}
          margin={{ top: 16, right: 16, bottom: 24, left: 16 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
          <XAxis
            dataKey="mark"
            height={AXIS_HEIGHT}
            // The wider line, by which names that would overlap are left out.
            tickFormatter={mark => (isGap(mark) ? '' : widest(mark))}
            tick={({ x, y, payload }) => {
              const mark = String(payload.value);
              return (
                <ChartTick
                  x={x}
                  y={y}
                  anchor="middle"
                  name={mark}
                  lines={isGap(mark) ? [] : versionLines(mark)}
                />
              );
            }}
            stroke={MUTED}
            fontSize={12}
            // The first and the last name are wider than their tick.
            padding={{ left: 28, right: 32 }}
            label={{
              value: t('entity.evaluations.chart.versions'),
              position: 'insideBottom',
              offset: -14,
              fill: MUTED,
              fontSize: 12,
            }}
          />
          <YAxis
            domain={[view.ticks[0], view.ticks[view.ticks.length - 1]]}
            ticks={view.ticks}
            tickFormatter={value => formatMetricValue(Number(value))}
            stroke={MUTED}
            fontSize={12}
            width={64}
            label={{
              // The title names the metric, however long its name is.
              value: view.unit ?? t('entity.evaluations.chart.value'),
              angle: -90,
              position: 'insideLeft',
              fill: MUTED,
              fontSize: 12,
              style: { textAnchor: 'middle' },
            }}
          />
          <Tooltip
            formatter={value => [format(Number(value)), trend.metric]}
            labelFormatter={mark => gapText(String(mark)) ?? mark}
            // The colour of the line is too light for text.
            itemStyle={{ color: 'var(--bui-fg-primary)' }}
            contentStyle={{
              background: 'var(--bui-bg-app)',
              borderColor: 'var(--bui-border-2)',
              color: 'var(--bui-fg-primary)',
            }}
          />
          {view.lines.map(line => (
            <ReferenceLine
              key={line.kind}
              y={line.value}
              stroke={LINE_COLOURS[line.kind]}
              strokeDasharray={line.kind === 'threshold' ? '6 3' : '2 3'}
              label={{
                value: label(line),
                position: labelPosition(line, view),
                fill: LINE_COLOURS[line.kind],
                fontSize: 12,
              }}
            />
          ))}
          {view.breaks.map(({ mark, changes }) => (
            <ReferenceLine
              key={mark}
              x={mark}
              stroke={MUTED}
              strokeDasharray="4 2"
              label={{
                // Several would run into the next mark and over the edge; they stand below the chart.
                value:
                  changes.length > 1
                    ? t('entity.evaluations.chart.broken')
                    : measurementWords(t, changes),
                position: 'top',
                fill: MUTED,
                fontSize: 12,
              }}
            />
          ))}
          <Line
            dataKey="value"
            stroke="var(--bui-fg-announcement)"
            strokeWidth={2}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
