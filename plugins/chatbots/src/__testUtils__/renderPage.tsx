import type { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { ReactNode } from 'react';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { approvalsRouteRef, auditRouteRef, rootRouteRef } from '../routes';
import { fixtureApi } from './fixtureApi';

/** The Component of the fixtures' chatbot. @internal */
export const chatbotEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'support-bot', namespace: 'default' },
  spec: { type: 'chatbot', lifecycle: 'production', owner: 'chatbot-team' },
};

/** Props of {@link renderPage}. @internal */
export interface RenderPageOptions {
  api?: Partial<ChatbotsApi>;
  /** The entity whose page it stands on. */
  entity?: Entity;
  /** The address, for state that lives in the query. */
  path?: string;
}

/** Renders a page or a card in a test app where all our routes are mounted. @internal */
export function renderPage(
  element: ReactNode,
  options: RenderPageOptions = {},
) {
  const { api, entity, path = '/' } = options;
  return renderInTestApp(
    entity ? (
      <EntityProvider entity={entity}>{element}</EntityProvider>
    ) : (
      <>{element}</>
    ),
    {
      apis: [
        [chatbotsApiRef, fixtureApi(api)],
        [identityApiRef, mockApis.identity()],
        [catalogApiRef, catalogApiMock({ entities: entity ? [entity] : [] })],
      ],
      mountedRoutes: {
        '/chatbots': rootRouteRef,
        '/approvals': approvalsRouteRef,
        '/audit': auditRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      initialRouteEntries: [path],
    },
  );
}
