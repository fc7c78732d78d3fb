import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import { renderInTestApp, renderTestApp } from '@backstage/frontend-test-utils';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { Suspense } from 'react';
import { Helmet } from 'react-helmet';
import chatbotsPlugin, { chatbotsApiRef, chatbotsTranslationRef } from '.';
import { fixtureApi } from './__testUtils__';
import { PageTitle } from './components/shared';

it('gives pages titles that an app translates', async () => {
  renderTestApp({
    features: [
      chatbotsPlugin,
      createFrontendModule({
        pluginId: 'app',
        extensions: [
          TranslationBlueprint.make({
            name: 'bots',
            params: {
              resource: createTranslationMessages({
                ref: chatbotsTranslationRef,
                messages: { 'title.approvals': 'Freigaben' },
              }),
            },
          }),
        ],
      }),
    ],
    initialRouteEntries: ['/approvals'],
    apis: [[chatbotsApiRef, fixtureApi()], catalogApiMock()],
  });
  expect(await screen.findByText('Freigaben')).toBeInTheDocument();
});

it('gives pages English titles where translation refs are no functions', () => {
  jest.isolateModules(() => {
    jest.doMock('./translation', () => ({
      chatbotsTranslationRef: { id: 'plugin.chatbots' },
    }));
    const { titleOf } = jest.requireActual('./titleOf');
    expect(titleOf('approvals')).toBe('Approvals');
  });
});

it('leaves no title in the tab of a page that React discarded', async () => {
  const NeverReady = () => {
    throw new Promise(() => {});
  };
  renderInTestApp(
    <>
      <Helmet title="The page before" />
      <Suspense fallback="Loading">
        <PageTitle page="Discarded" />
        <NeverReady />
      </Suspense>
    </>,
  );
  expect(await screen.findByText('Loading')).toBeInTheDocument();
  await waitFor(() => expect(document.title).toBe('The page before'));
});
