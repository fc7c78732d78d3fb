import { Link } from '@backstage/ui';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { rootRouteRef } from '../../routes';
import { ChatbotLink, type ChatbotLinkProps } from './ChatbotLink';
import styles from './shared.module.css';

/** Props of {@link ChatbotTrail}. @internal */
export interface ChatbotTrailProps extends ChatbotLinkProps {
  /** What the page is about, below the chatbot. */
  current: string;
}

/**
 * The way from the list of chatbots to the page that is open: every page about
 * a chatbot stands below it, in both frontend systems.
 *
 * @internal
 */
export function ChatbotTrail(props: ChatbotTrailProps) {
  const t = useTexts();
  const { current, ...chatbot } = props;
  const rootPath = useOptionalRouteRef(rootRouteRef);
  const all = t('shared.page.chatbots');
  return (
    <nav aria-label={t('shared.page.trail')}>
      <ol className={styles.trail}>
        <li>{rootPath ? <Link href={rootPath()}>{all}</Link> : all}</li>
        <li>
          <ChatbotLink {...chatbot} />
        </li>
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
