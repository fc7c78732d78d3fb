import { SidebarItem } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import NotificationsIcon from '@material-ui/icons/NotificationsNone';
import { appTranslationRef } from '../translation';
import styles from './NotificationsItem.module.css';
import { useReadOnVisit } from './useReadOnVisit';

const MOST_SHOWN = 99;

/**
 * The way to one's notifications, with the number of those that are unread: in
 * the name of the link too, which is what assistive technology reads.
 *
 * @internal
 */
export function NotificationsItem() {
  const { t } = useTranslationRef(appTranslationRef);
  const text = t('nav.notifications');
  useReadOnVisit();
  return (
    <NotificationsSidebarItem
      renderItem={({ unreadCount, to, onClick }) => {
        const shown =
          unreadCount > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unreadCount);
        return (
          <SidebarItem
            icon={NotificationsIcon}
            text={text}
            to={to}
            onClick={onClick}
            aria-label={
              unreadCount > 0 ? t('nav.unread', { text, number: shown }) : text
            }
          >
            {unreadCount > 0 && (
              <span className={styles.count} data-count={shown} />
            )}
          </SidebarItem>
        );
      }}
    />
  );
}
