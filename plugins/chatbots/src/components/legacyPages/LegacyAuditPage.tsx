import { useTexts } from '../../hooks';
import { AuditPage } from '../AuditPage';
import { LegacyPage } from './LegacyPage';

/** The audit log, for the old frontend system. @internal */
export function LegacyAuditPage() {
  const t = useTexts();
  return (
    <LegacyPage title={t('shared.page.audit')}>
      <AuditPage />
    </LegacyPage>
  );
}
