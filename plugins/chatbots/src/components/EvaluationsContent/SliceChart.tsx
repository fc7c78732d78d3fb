import { Button, Select, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import {
  Bar,
  BarChart,
  LabelList,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { useTexts } from '../../hooks';
import { axisUnit, formatMetricValue } from '../../view';
import { ChartTick, nameLines } from './ChartTick';
import styles from './EvaluationsContent.module.css';
import { slicedMetrics, sliceRows } from './sliceRows';

const BAR_HEIGHT = 34;
const AXIS_HEIGHT = 48;
/** Bars that are drawn at once: an evaluation may have 10,000 slices. */
const STEP = 50;
const MUTED = 'var(--bui-fg-secondary)';

/** The slices of one metric as bars, worst first, each with its number and its sample count. @internal */
export function SliceChart(props: { evaluation: Api.Evaluation }) {
  const { evaluation } = props;
  const t = useTexts();
  const metrics = slicedMetrics(evaluation);
  const [chosen, setChosen] = useState<string>();
  const [most, setMost] = useState(STEP);
  const metric = metrics.find(({ name }) => name === chosen) ?? metrics.at(0);
  if (!metric) {
    return <Text color="secondary">{t('entity.run.noSlices')}</Text>;
  }
  const all = sliceRows(evaluation, metric.name);
  const rows = all.slice(0, most).map(slice => ({
    ...slice,
    label: `${formatMetricValue(slice.value, metric.unit)} (n = ${
      slice.sampleCount
    })`,
  }));
  const title = t('entity.run.slices', { metric: metric.name });
  const unit = axisUnit(metric.unit);

  return (
    <section className={styles.stack} aria-label={title}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {metrics.length > 1 && (
        <Select
          className={styles.select}
          label={t('entity.run.metricPicker')}
          options={metrics.map(({ name }) => ({ value: name, label: name }))}
          value={metric.name}
          onChange={value => setChosen(String(value))}
        />
      )}
      {/* Each bar carries its numbers as text, so the chart is its own table. */}
      <div
        role="img"
        aria-label={rows.map(row => `${row.slice}: ${row.label}`).join('; ')}
      >
        <ResponsiveContainer
          width="100%"
          height={rows.length * BAR_HEIGHT + AXIS_HEIGHT}
        >
          <BarChart
            data={rows}
            layout="vertical"
            margin={{ top: 4, right: 120, bottom: 20, left: 8 }}
            accessibilityLayer={false}
          >
            <XAxis
              type="number"
              stroke={MUTED}
              fontSize={12}
              domain={[0, 'auto']}
              label={{
                // The title names the metric, however long its name is.
                value: unit ?? t('entity.evaluations.chart.value'),
                position: 'insideBottom',
                offset: -12,
                fill: MUTED,
                fontSize: 12,
              }}
            />
            <YAxis
              type="category"
              dataKey="slice"
              width={120}
              // A bar without its name says nothing.
              interval={0}
              tick={({ x, y, payload }) => (
                <ChartTick
                  x={x}
                  y={y}
                  anchor="end"
                  name={String(payload.value)}
                  lines={nameLines(String(payload.value))}
                />
              )}
              stroke={MUTED}
              fontSize={12}
            />
            <Bar
              dataKey="value"
              fill="var(--bui-fg-announcement)"
              isAnimationActive={false}
            >
              <LabelList
                dataKey="label"
                position="right"
                fill="var(--bui-fg-primary)"
                fontSize={12}
              />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      {rows.length < all.length && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setMost(most + STEP)}
          >
            {t('entity.run.moreSlices', {
              shown: String(rows.length),
              total: String(all.length),
            })}
          </Button>
        </div>
      )}
    </section>
  );
}
