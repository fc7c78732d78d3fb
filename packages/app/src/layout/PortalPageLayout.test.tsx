import {
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { JSX } from 'react';
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

/** Opens a page of a catalog that has a chatbot and one of its versions. */
function openInCatalog(path: string) {
  const apiVersion = 'backstage.io/v1alpha1';
  renderTestApp({
    features: [
      createFrontendPlugin({
        pluginId: 'catalog',
        extensions: [
          PageBlueprint.make({
            params: {
              path: '/catalog/:namespace/:kind/:name',
              title: 'Catalog',
              loader: async () => <h1>What runs where</h1>,
            },
          }),
        ],
      }),
      layoutModule,
    ],
    initialRouteEntries: [path],
    apis: [
      catalogApiMock({
        entities: [
          {
            apiVersion,
            kind: 'Component',
            metadata: {
              name: 'support-bot',
              namespace: 'default',
              title: 'Support bot',
            },
            spec: { type: 'chatbot' },
          },
          {
            apiVersion,
            kind: 'ModelVersion',
            metadata: {
              name: 'support-bot-1.9.0',
              namespace: 'default',
              title: 'Support bot 1.9.0',
            },
            spec: { chatbot: 'component:default/support-bot' },
          },
        ],
      }),
    ],
  });
}

it('stands a version’s page in the catalog below its chatbot', async () => {
  openInCatalog('/catalog/default/modelversion/support-bot-1.9.0');
  expect(
    await screen.findByRole('link', { name: 'Support bot' }),
  ).toHaveAttribute('href', '/catalog/default/component/support-bot');
  expect(screen.getByRole('link', { name: 'Chatbots' })).toHaveAttribute(
    'href',
    '/chatbots',
  );
  expect(screen.getByText('Support bot 1.9.0')).toBeInTheDocument();
});

it('stands a chatbot’s page in the catalog below the chatbots', async () => {
  openInCatalog('/catalog/default/component/support-bot');
  expect(await screen.findByRole('link', { name: 'Chatbots' })).toHaveAttribute(
    'href',
    '/chatbots',
  );
  expect(screen.getByText('Support bot')).toBeInTheDocument();
  expect(screen.queryByText('Catalog')).not.toBeInTheDocument();
  await waitFor(() =>
    expect(document.title).toMatch(/^Support bot · Chatbots \| /),
  );
});

describe('a page has one main, one first heading and a title in its tab', () => {
  const pageOf = (name: string, loader: () => Promise<JSX.Element>) =>
    createFrontendPlugin({
      pluginId: name,
      extensions: [
        PageBlueprint.make({
          params: { path: `/${name}`, title: 'Frame', loader },
        }),
      ],
    });
  const open = (loader: () => Promise<JSX.Element>) =>
    renderTestApp({
      features: [pageOf('some', loader), layoutModule],
      initialRouteEntries: ['/some'],
    });
  /** Headings that no style hides: the test's styles don't reach the page. */
  const hidden = (heading: HTMLElement) => heading.closest('.headed') !== null;

  it('drawn by the frame', async () => {
    open(async () => <p>Plain page</p>);
    await screen.findByText('Plain page');
    expect(screen.getByRole('main')).toHaveTextContent('Plain page');
    const headings = screen.getAllByRole('heading', { level: 1 });
    expect(headings.filter(heading => !hidden(heading))).toHaveLength(1);
    await waitFor(() => expect(document.title).toMatch(/^Frame \| /));
  });

  it('or by the page, where it brings its own', async () => {
    open(async () => (
      <main>
        <h1>Own heading</h1>
      </main>
    ));
    await screen.findByText('Own heading');
    await waitFor(() => expect(screen.getAllByRole('main')).toHaveLength(1));
    const shown = screen
      .getAllByRole('heading', { level: 1 })
      .filter(heading => !hidden(heading));
    expect(shown.map(({ textContent }) => textContent)).toEqual([
      'Own heading',
    ]);
  });

  it('and says what to do when its code can’t be loaded, not why', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    open(async () => {
      throw Object.assign(new Error('Loading chunk 7 failed (/static/7.js)'), {
        name: 'ChunkLoadError',
      });
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This page could not be loaded');
    expect(alert).not.toHaveTextContent('/static/7.js');
    expect(
      within(alert).getByRole('button', { name: 'Load the page again' }),
    ).toBeEnabled();
  });
});
