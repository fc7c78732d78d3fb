import {
  createFrontendModule,
  createTranslationMessages,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import chatbotsPlugin, { chatbotsApiRef, chatbotsTranslationRef } from '.';
import { fixtureApi } from './__testUtils__';

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
