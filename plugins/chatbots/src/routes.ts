import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The model catalog. @public */
export const rootRouteRef = createRouteRef({ id: 'chatbots' });

/** What waits for the person who looks. @public */
export const approvalsRouteRef = createRouteRef({ id: 'chatbots.approvals' });

/** The audit log. @public */
export const auditRouteRef = createRouteRef({ id: 'chatbots.audit' });

/** Webhooks and what was delivered to them. @public */
export const webhooksRouteRef = createRouteRef({ id: 'chatbots.webhooks' });

/** One promotion: the reviewer's cockpit. @public */
export const promotionRouteRef = createSubRouteRef({
  id: 'chatbots.promotion',
  parent: rootRouteRef,
  path: '/promotions/:promotionId',
});

// Everything about one chatbot stands below `/c/`, so no chatbot's name can
// collide with a page.

/** One model version: the model card. @public */
export const versionRouteRef = createSubRouteRef({
  id: 'chatbots.version',
  parent: rootRouteRef,
  path: '/c/:chatbot/versions/:version',
});

/** Two versions side by side; which ones stands in the query. @public */
export const compareRouteRef = createSubRouteRef({
  id: 'chatbots.compare',
  parent: rootRouteRef,
  path: '/c/:chatbot/compare',
});
