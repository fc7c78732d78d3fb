import {
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { layoutModule } from './layoutModule';

const part = (name: string) =>
  SubPageBlueprint.make({
    name,
    params: {
      path: name,
      title: `The ${name}`,
      loader: async () => <p>All of the {name}</p>,
    },
  });

const plugin = createFrontendPlugin({
  pluginId: 'parts',
  extensions: [
    PageBlueprint.make({ params: { path: '/parts', title: 'Whole' } }),
    part('first'),
    part('second'),
  ],
});

it('leads to the parts of a page, and marks the one that is shown', async () => {
  renderTestApp({
    features: [plugin, layoutModule],
    initialRouteEntries: ['/parts/first/more'],
  });
  await screen.findByText('All of the first');
  const parts = screen.getByRole('navigation', { name: 'Pages of Whole' });
  const link = (name: string) => within(parts).getByRole('link', { name });
  expect(link('The first')).toHaveAttribute('aria-current', 'page');
  expect(link('The second')).not.toHaveAttribute('aria-current');
  expect(link('The second')).toHaveAttribute('href', '/parts/second');

  await userEvent.click(link('The second'));

  await screen.findByText('All of the second');
  expect(link('The second')).toHaveAttribute('aria-current', 'page');
  expect(link('The first')).not.toHaveAttribute('aria-current');
});
