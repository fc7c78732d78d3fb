import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts, type Texts } from '../../hooks';
import { formatMetricValue } from '../../view';
import {
  measurementText,
  MetricChange,
  MetricValue,
  OutcomeIcon,
} from '../shared';
import styles from './CatalogPage.module.css';
import { qualityView, type QualityView } from './qualityView';
import { Sparkline } from './Sparkline';

/** The headline metric: its line, its value, and whether it got better. @internal */
export function QualityCell(props: { quality: Api.Quality | undefined }) {
  const t = useTexts();
  const view = qualityView(props.quality);
  if (!view) {
    return <span className={styles.muted}>{t('catalog.quality.none')}</span>;
  }
  return (
    <span className={styles.stack}>
      <span className={styles.quality}>
        <strong>
          <MetricValue value={view.latest} direction={view.direction} />
        </strong>
        {view.points.length > 1 && (
          <Sparkline
            points={view.points}
            breaks={view.breaks.map(({ before }) => before)}
            label={t('catalog.quality.trend', {
              metric: view.metric,
              values: valuesText(t, view),
            })}
          />
        )}
      </span>
      <QualityChange view={view} />
      <span className={styles.muted}>{view.metric}</span>
      {view.missed !== undefined && (
        <span className={styles.reason}>
          <OutcomeIcon outcome="fail" iconOnly />
          <span>
            {t(
              view.thresholdStage
                ? 'catalog.quality.belowThresholdOf'
                : 'catalog.quality.belowThreshold',
              {
                threshold: formatMetricValue(view.missed),
                stage: view.thresholdStage ?? '',
              },
            )}
          </span>
        </span>
      )}
    </span>
  );
}

function QualityChange(props: { view: QualityView }) {
  const t = useTexts();
  const { delta, direction, changed } = props.view;
  if (changed) {
    return (
      <span className={styles.muted}>
        {t('catalog.quality.broken', { changes: measurementText(t, changed) })}
      </span>
    );
  }
  return delta === undefined ? (
    <span className={styles.muted}>{t('catalog.quality.first')}</span>
  ) : (
    <MetricChange delta={delta} direction={direction} />
  );
}

/** The values with a mark where the line breaks. */
function valuesText(t: Texts, { points, breaks }: QualityView): string {
  return points
    .map((point, index) => {
      const changes = breaks.find(({ before }) => before === index)?.changes;
      const value = formatMetricValue(point);
      return changes
        ? `${t('catalog.quality.break', {
            change: measurementText(t, changes),
          })} ${value}`
        : value;
    })
    .join(', ');
}
