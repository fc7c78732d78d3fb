import { useTexts } from '../../hooks';
import { WebhooksPage } from '../WebhooksPage';
import { LegacyPage } from './LegacyPage';

/** Webhooks, for the old frontend system. @internal */
export function LegacyWebhooksPage() {
  const t = useTexts();
  return (
    <LegacyPage title={t('shared.page.webhooks')}>
      <WebhooksPage />
    </LegacyPage>
  );
}
