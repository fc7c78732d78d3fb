import { useTexts } from '../../hooks';
import type { MetricDirection } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { formatMetricValue } from '../../view';
import styles from './shared.module.css';

/** Props of {@link MetricValue}. @internal */
export interface MetricValueProps {
  /** undefined is shown as missing, never as zero. */
  value: number | undefined;
  unit?: string;
  direction?: MetricDirection;
  sampleCount?: number;
}

/**
 * A metric's value with its own precision and unit; which way is good is on
 * hover.
 *
 * @internal
 */
export function MetricValue(props: MetricValueProps) {
  const { value, unit, direction, sampleCount } = props;
  const t = useTexts();
  if (value === undefined) {
    return <em className={styles.missing}>{t('shared.missing')}</em>;
  }
  return (
    <span
      className={styles.number}
      title={direction && t(`shared.direction.${direction}`)}
    >
      {formatMetricValue(value, unit)}
      {sampleCount !== undefined && (
        <span className={styles.secondary}> (n = {sampleCount})</span>
      )}
    </span>
  );
}
