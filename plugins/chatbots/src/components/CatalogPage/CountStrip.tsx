import { Link, Skeleton, ToggleButton } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { approvalsRouteRef } from '../../routes';
import styles from './CatalogPage.module.css';
import { isFiltered, NO_FILTERS, type CatalogFilters } from './catalogFilters';

/** Props of {@link CountStrip}. @internal */
export interface CountStripProps {
  counts: Api.ChatbotCounts | undefined;
  /** The last of the configured stages, which is the one people mean by "production". */
  lastStage: string | undefined;
  filters: CatalogFilters;
  onChange: (changes: Partial<CatalogFilters>) => void;
}

/** The answer in one line; each number is a filter. @internal */
export function CountStrip(props: CountStripProps) {
  const { counts, lastStage, filters, onChange } = props;
  const t = useTexts();
  const approvalsPath = useOptionalRouteRef(approvalsRouteRef);
  if (!counts) {
    return <Skeleton height={32} width="60%" />;
  }
  return (
    <div
      className={styles.strip}
      role="group"
      aria-label={t('catalog.strip.label')}
    >
      <ToggleButton
        isSelected={!isFiltered(filters)}
        onChange={() => onChange(NO_FILTERS)}
      >
        {t('catalog.strip.total', { count: counts.total })}
      </ToggleButton>
      <ToggleButton
        isSelected={filters.stage !== undefined && filters.stage === lastStage}
        onChange={on => onChange({ stage: on ? lastStage : undefined })}
      >
        {t('catalog.strip.inProduction', {
          number: String(counts.inProduction),
        })}
      </ToggleButton>
      <ToggleButton
        isSelected={filters.verdict === 'fail'}
        onChange={on => onChange({ verdict: on ? 'fail' : undefined })}
      >
        {t('catalog.strip.failing', { number: String(counts.failing) })}
      </ToggleButton>
      <ToggleButton
        isSelected={filters.stuck}
        iconStart={counts.stuck > 0 ? <RiAlarmWarningLine /> : undefined}
        onChange={on => onChange({ stuck: on })}
      >
        {t('catalog.strip.stuck', { number: String(counts.stuck) })}
      </ToggleButton>
      <ToggleButton
        isSelected={filters.needsMe}
        onChange={on => onChange({ needsMe: on })}
      >
        {t('catalog.strip.needsMe', { number: String(counts.needsMe) })}
      </ToggleButton>
      <Link href={approvalsPath?.()}>
        {t('catalog.strip.waiting', { number: String(counts.waiting) })}
      </Link>
    </div>
  );
}
