import { discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import userEvent from '@testing-library/user-event';
import { chatbotsApiRef, type ChatbotsApi } from '../api';
import { rootRouteRef } from '../routes';
import { fixtureApi } from './fixtureApi';
import {
  auditEventDetailFixture,
  auditEventFixtures,
  auditExportFixture,
  auditStatusFixture,
} from '../components/AuditPage/auditFixtures';
import { AuditPage } from '../components/AuditPage';

/** Where the API answers. */
export const BASE = 'http://portal.example/api/chatbots';

/** Opens the audit page with answers of fixtures, and what the page asked for. */
export function openAuditPage(
  path = '/',
  overrides: Partial<ChatbotsApi> = {},
) {
  const order: string[] = [];
  const fetch = jest.fn(async (url: unknown, _init?: RequestInit) => {
    order.push(`GET ${url}`);
    return new Response('{}');
  });
  const listAuditEvents = jest.fn(async () => ({
    items: auditEventFixtures(),
    total: 1030,
  }));
  const createAuditExport = jest.fn(async () => auditExportFixture());
  renderInTestApp(<AuditPage />, {
    apis: [
      [
        chatbotsApiRef,
        fixtureApi({
          listAuditEvents,
          createAuditExport,
          getAuditStatus: async () => auditStatusFixture(),
          getAuditEvent: async () => auditEventDetailFixture(),
          ...overrides,
        }),
      ],
      catalogApiMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'reviewer-one', namespace: 'default' },
            spec: {},
          },
        ],
      }),
      [discoveryApiRef, { getBaseUrl: async () => BASE }],
      [fetchApiRef, { fetch }],
    ],
    mountedRoutes: {
      '/chatbots': rootRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    initialRouteEntries: [path],
  });
  return {
    user: userEvent.setup(),
    listAuditEvents,
    createAuditExport,
    fetch,
    order,
  };
}

/** Records what the browser is told to download, in place of a navigation. */
export function watchDownloads(order: string[]) {
  return jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      order.push(`download ${this.href}`);
    });
}
