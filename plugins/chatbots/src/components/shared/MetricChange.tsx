import { RiArrowDownLine, RiArrowUpLine, RiEqualLine } from '@remixicon/react';
import type { MetricDirection } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts, type Texts } from '../../hooks';
import { changeVerdict, formatMetricDelta } from '../../view';
import styles from './shared.module.css';

/** Props of {@link MetricChange}. @internal */
export interface MetricChangeProps {
  /** New value minus old value; undefined when one of them is missing. */
  delta: number | undefined;
  direction: MetricDirection;
  unit?: string;
}

/**
 * A change with its sign, its size, and the word for what that means for this
 * metric.
 *
 * @internal
 */
export function MetricChange(props: MetricChangeProps) {
  const { delta, direction, unit } = props;
  const t = useTexts();
  if (delta === undefined) {
    return <em className={styles.missing}>{t('shared.change.unknown')}</em>;
  }
  const verdict = changeVerdict(delta, direction, unit);
  return (
    <span className={styles.change} data-verdict={verdict}>
      <ChangeIcon delta={verdict === 'same' ? 0 : delta} />
      <span className={styles.number}>{formatMetricDelta(delta, unit)}</span>
      <span>({t(`shared.change.${verdict}`)})</span>
    </span>
  );
}

/** What keeps two values from being compared, in words. @internal */
export function measurementText(
  t: Texts,
  changes: readonly Api.MeasurementChange[],
): string {
  return changes
    .map(({ what, from, to }) => t(`shared.measurement.${what}`, { from, to }))
    .join(', ');
}

/** As {@link measurementText}, for where there is room for a word. @internal */
export function measurementWords(
  t: Texts,
  changes: readonly Api.MeasurementChange[],
): string {
  return changes
    .map(({ what }) => t(`shared.measurement.short.${what}`))
    .join(', ');
}

function ChangeIcon(props: { delta: number }) {
  if (props.delta === 0) {
    return <RiEqualLine size={14} aria-hidden />;
  }
  return props.delta > 0 ? (
    <RiArrowUpLine size={14} aria-hidden />
  ) : (
    <RiArrowDownLine size={14} aria-hidden />
  );
}
