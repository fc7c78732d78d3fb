import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { formatMetricValue } from '../../view';
import { MetricChange, MetricValue, OutcomeIcon } from '../shared';
import styles from './CatalogPage.module.css';
import { qualityView } from './qualityView';
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
            label={t('catalog.quality.trend', {
              metric: view.metric,
              values: view.points
                .map(point => formatMetricValue(point))
                .join(', '),
            })}
          />
        )}
      </span>
      {view.delta === undefined ? (
        <span className={styles.muted}>{t('catalog.quality.first')}</span>
      ) : (
        <MetricChange delta={view.delta} direction={view.direction} />
      )}
      <span className={styles.muted}>{view.metric}</span>
      {view.missed !== undefined && (
        <span className={styles.inline}>
          <OutcomeIcon outcome="fail" iconOnly />
          {t('catalog.quality.belowThreshold', {
            threshold: formatMetricValue(view.missed),
          })}
        </span>
      )}
    </span>
  );
}
