import { useApi, useAppLocation } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';

/** The most that are looked through: newer ones come first. */
const LOOKED_AT = 100;

/**
 * Marks notifications as read when the page that they lead to is open, however
 * a person came there, and when one arrives for the page that is open.
 *
 * @internal
 */
export function useReadOnVisit(): void {
  const notifications = useApi(notificationsApiRef);
  const { pathname } = useAppLocation();
  const { lastSignal } = useSignal('notifications');
  useEffect(() => {
    let isLeft = false;
    const markRead = async () => {
      const { notifications: unread } = await notifications.getNotifications({
        read: false,
        limit: LOOKED_AT,
        sort: 'created',
        sortOrder: 'desc',
      });
      const ids = unread
        .filter(({ payload }) => payload.link === pathname)
        .map(({ id }) => id);
      if (ids.length > 0 && !isLeft) {
        await notifications.updateNotifications({ ids, read: true });
      }
    };
    // They stay unread then, and the page is about something else.
    markRead().catch(() => {});
    return () => {
      isLeft = true;
    };
  }, [notifications, pathname, lastSignal]);
}
