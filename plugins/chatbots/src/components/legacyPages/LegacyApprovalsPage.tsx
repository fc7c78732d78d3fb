import { useTexts } from '../../hooks';
import { InboxPage } from '../InboxPage';
import { LegacyPage } from './LegacyPage';

/** The inbox, for the old frontend system. @internal */
export function LegacyApprovalsPage() {
  const t = useTexts();
  return (
    <LegacyPage title={t('shared.page.approvals')}>
      <InboxPage />
    </LegacyPage>
  );
}
