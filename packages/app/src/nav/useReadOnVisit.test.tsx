import { renderInTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { waitFor } from '@testing-library/react';
import { useReadOnVisit } from './useReadOnVisit';

it('marks as read what leads to the page that is open, and nothing else', async () => {
  const notification = (id: string, link: string) => ({
    id,
    payload: { title: id, link },
  });
  const getNotifications = jest.fn(async () => ({
    totalCount: 2,
    notifications: [
      notification('one', '/chatbots/promotions/1'),
      notification('two', '/chatbots/promotions/2'),
    ],
  }));
  const updateNotifications = jest.fn(async () => []);
  function Item() {
    useReadOnVisit();
    return null;
  }
  renderInTestApp(<Item />, {
    apis: [
      [notificationsApiRef, { getNotifications, updateNotifications } as never],
    ],
    initialRouteEntries: ['/chatbots/promotions/2'],
  });
  await waitFor(() =>
    expect(updateNotifications).toHaveBeenCalledWith({
      ids: ['two'],
      read: true,
    }),
  );
  expect(getNotifications).toHaveBeenCalledWith(
    expect.objectContaining({ read: false }),
  );
});
