import { useTexts } from '../../hooks';
import { ChatbotsPage } from '../ChatbotsPage';
import { LegacyPage } from './LegacyPage';

/** The model catalog and all below it, for the old frontend system. @internal */
export function LegacyChatbotsPage() {
  const t = useTexts();
  return (
    <LegacyPage title={t('shared.page.chatbots')}>
      <ChatbotsPage />
    </LegacyPage>
  );
}
