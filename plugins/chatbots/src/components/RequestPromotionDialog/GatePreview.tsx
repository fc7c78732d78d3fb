import { Skeleton, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts, type ChatbotsQuery } from '../../hooks';
import { CheckList, ErrorNotice } from '../shared';
import styles from './request.module.css';

/** Props of {@link GatePreview}. @internal */
export interface GatePreviewProps {
  /** Empty until it is known which stages there are. */
  stage: string;
  query: ChatbotsQuery<Api.GateList>;
}

/** What the policy asks of the chosen version in the chosen stage. @internal */
export function GatePreview(props: GatePreviewProps) {
  const { stage, query } = props;
  const t = useTexts();
  if (query.error && !query.value) {
    return <ErrorNotice error={query.error} onRetry={query.retry} />;
  }
  if (!query.value) {
    return (
      <div role="status" aria-label={t('entity.request.gateLoading')}>
        <Skeleton height={120} width="100%" />
      </div>
    );
  }
  const gate = query.value.items.find(item => item.stage === stage);
  return (
    stage && (
      <section
        aria-label={t('entity.request.gate', { stage })}
        className={styles.gate}
      >
        <Text as="h3" variant="body-medium" weight="bold">
          {t('entity.request.gate', { stage })}
        </Text>
        {gate ? (
          <>
            <Text as="p" color="secondary">
              {t('entity.request.gateHelp')}
            </Text>
            <CheckList checks={gate.checks} />
          </>
        ) : (
          <Text as="p">{t('entity.request.gateMissing')}</Text>
        )}
      </section>
    )
  );
}
