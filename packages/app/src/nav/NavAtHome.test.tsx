import type { Entity } from '@backstage/catalog-model';
import { SidebarItem } from '@backstage/core-components';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { NavAtHome } from './NavAtHome';

const component = (name: string, type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type, lifecycle: 'production', owner: 'chatbot-team' },
});

it.each([
  ['a chatbot', '/catalog/default/component/support-bot/versions', 'Chatbots'],
  ['a service', '/catalog/default/component/billing', 'Catalog'],
  ['a group', '/catalog/default/group/chatbot-team', 'Catalog'],
])('marks where %s is at home', async (_, path, home) => {
  renderInTestApp(
    <NavAtHome>
      <SidebarItem icon={() => null} text="Chatbots" to="/chatbots" />
      <SidebarItem icon={() => null} text="Catalog" to="/catalog" />
    </NavAtHome>,
    {
      apis: [
        catalogApiMock({
          entities: [
            component('support-bot', 'chatbot'),
            component('billing', 'service'),
          ],
        }),
      ],
      initialRouteEntries: [path],
    },
  );
  await waitFor(() =>
    expect(
      screen
        .getAllByRole('link', { current: 'page' })
        .map(link => link.getAttribute('aria-label')),
    ).toEqual([home]),
  );
  // Where it leads stays the same.
  expect(screen.getByRole('link', { name: 'Catalog' })).toHaveAttribute(
    'href',
    '/catalog',
  );
});
