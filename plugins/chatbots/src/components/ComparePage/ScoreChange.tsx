import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  RiArrowRightLine,
  RiQuestionLine,
  RiSubtractLine,
  RiThumbDownLine,
  RiThumbUpLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useTexts } from '../../hooks';
import { formatMetricDelta } from '../../view';
import { intervalReason, intervalText } from './scoreText';
import styles from './facts.module.css';

const ICONS: Record<Api.ComparisonRow['verdict'], RemixiconComponentType> = {
  better: RiThumbUpLine,
  worse: RiThumbDownLine,
  same: RiArrowRightLine,
  unknown: RiQuestionLine,
  'not-applicable': RiSubtractLine,
};

/**
 * How a score moved and whether that is good for this metric: lower latency is
 * better although its number went down. The word says it; colour only repeats.
 *
 * @internal
 */
export function ScoreChange(props: {
  row: Api.ComparisonRow;
  /** Leaves the interval out where it has a column of its own. */
  withoutInterval?: boolean;
}) {
  const t = useTexts();
  const { row } = props;
  const interval = props.withoutInterval ? undefined : intervalText(row);
  const reason = props.withoutInterval ? undefined : intervalReason(t, row);
  return (
    <>
      {row.delta !== undefined && (
        <span className={styles.number}>
          {formatMetricDelta(row.delta, row.unit)}
        </span>
      )}
      <ScoreVerdict verdict={row.verdict} />
      {interval !== undefined && (
        <Text
          variant="body-small"
          color="secondary"
          title={t('version.compare.scores.intervalHelp')}
        >
          {`[${interval}]`}
        </Text>
      )}
      {reason !== undefined && (
        <Text variant="body-small" color="secondary">
          {t('version.compare.scores.intervalShort', { reason })}
        </Text>
      )}
    </>
  );
}

/** The verdict on a score's change: icon and word. @internal */
export function ScoreVerdict(props: { verdict: Api.ComparisonRow['verdict'] }) {
  const t = useTexts();
  const Icon = ICONS[props.verdict];
  return (
    <span className={styles.verdict} data-verdict={props.verdict}>
      <Icon size={16} aria-hidden="true" />
      {t(`version.compare.verdictWord.${props.verdict}`)}
    </span>
  );
}
