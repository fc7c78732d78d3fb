import { ToggleButton } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import { useTexts } from '../../hooks';
import { formatMetricValue } from '../../view';
import { measurementText, OutcomeIcon, StageBadge } from '../shared';
import styles from './EvaluationsContent.module.css';
import { TrendLines } from './TrendLines';
import { TrendTable } from './TrendTable';
import { trendView } from './trendView';

/** Props of {@link TrendChart}. @internal */
export interface TrendChartProps {
  chatbot: string;
  trend: Api.Trend;
}

/**
 * One metric of one suite over the versions: a chart with threshold and
 * baseline, or the same data as a table.
 *
 * @internal
 */
export function TrendChart(props: TrendChartProps) {
  const { chatbot, trend } = props;
  const t = useTexts();
  const [asTable, setAsTable] = useState(false);
  const breaksId = useId();
  const view = trendView(trend);
  const { worstSlice, unit } = trend;
  const title = t('entity.evaluations.chart.title', {
    metric: trend.metric,
    direction: t(`shared.direction.${trend.direction}`),
  });

  return (
    <figure className={styles.chart} aria-label={title}>
      <figcaption className={styles.caption}>
        <strong>{title}</strong>
        <StageBadge stage={trend.suite} />
      </figcaption>
      {asTable ? (
        <TrendTable chatbot={chatbot} trend={trend} />
      ) : (
        <TrendLines
          trend={trend}
          view={view}
          describedBy={view.breaks.length > 0 ? breaksId : undefined}
        />
      )}
      {worstSlice && (
        <span className={styles.worst}>
          {trend.threshold !== undefined &&
            misses(worstSlice.value, trend.threshold, trend.direction) && (
              <OutcomeIcon outcome="fail" iconOnly />
            )}{' '}
          {t('entity.evaluations.worst', {
            slice: worstSlice.slice,
            value: formatMetricValue(worstSlice.value, unit),
            number: String(worstSlice.sampleCount),
          })}
        </span>
      )}
      {view.breaks.length > 0 && (
        <ul id={breaksId} className={styles.breaks}>
          {view.breaks.map(({ mark, version, changes }) => (
            <li key={mark}>
              {t('entity.evaluations.chart.breakLine', {
                version,
                changes: measurementText(t, changes),
              })}
            </li>
          ))}
        </ul>
      )}
      {view.apart && (
        <span className={styles.muted}>
          {t('entity.evaluations.chart.baselineApart', {
            stage: view.apart.stage,
            version: view.apart.version,
            value: formatMetricValue(view.apart.value, unit),
            changes: measurementText(t, view.apart.changes ?? []),
          })}
        </span>
      )}
      {view.points.length === 1 && (
        <span className={styles.muted}>
          {t('entity.evaluations.chart.single')}
        </span>
      )}
      <ToggleButton size="small" isSelected={asTable} onChange={setAsTable}>
        {t(
          asTable
            ? 'entity.evaluations.chart.asChart'
            : 'entity.evaluations.chart.asTable',
        )}
      </ToggleButton>
    </figure>
  );
}

function misses(
  value: number,
  threshold: number,
  direction: Api.Direction,
): boolean {
  return direction === 'higher-is-better'
    ? value < threshold
    : value > threshold;
}
