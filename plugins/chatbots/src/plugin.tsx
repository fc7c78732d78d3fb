import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  ExtensionDefinition,
  fetchApiRef,
  OverridableFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createChatbotsClient } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  RiChatCheckLine,
  RiInboxLine,
  RiShieldCheckLine,
  RiWebhookLine,
} from '@remixicon/react';
import { chatbotsApiRef } from './api';
import {
  chatbotApprovalsContent,
  chatbotEvaluationsContent,
  chatbotFactsCard,
  chatbotOverviewCard,
  chatbotStagesContent,
  chatbotVersionsContent,
  deploymentStageCard,
  modelEvaluationCard,
  modelVersionCard,
  promotionApprovalCard,
} from './entityExtensions';
import {
  approvalsRouteRef,
  auditRouteRef,
  compareRouteRef,
  promotionRouteRef,
  rootRouteRef,
  versionRouteRef,
  webhooksRouteRef,
} from './routes';
import { titleOf } from './titleOf';

const chatbotsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: chatbotsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => createChatbotsClient(deps),
    }),
});

const chatbotsPage = PageBlueprint.make({
  params: {
    path: '/chatbots',
    routeRef: rootRouteRef,
    title: titleOf('chatbots'),
    icon: <RiChatCheckLine />,
    loader: () =>
      import('./components/ChatbotsPage').then(m => <m.ChatbotsPage />),
  },
});

const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/approvals',
    routeRef: approvalsRouteRef,
    title: titleOf('approvals'),
    icon: <RiInboxLine />,
    loader: () => import('./components/InboxPage').then(m => <m.InboxPage />),
  },
});

const auditPage = PageBlueprint.make({
  name: 'audit',
  params: {
    path: '/audit',
    routeRef: auditRouteRef,
    title: titleOf('audit'),
    icon: <RiShieldCheckLine />,
    loader: () => import('./components/AuditPage').then(m => <m.AuditPage />),
  },
});

const webhooksPage = PageBlueprint.make({
  name: 'webhooks',
  params: {
    path: '/webhooks',
    routeRef: webhooksRouteRef,
    title: titleOf('webhooks'),
    icon: <RiWebhookLine />,
    loader: () =>
      import('./components/WebhooksPage').then(m => <m.WebhooksPage />),
  },
});

/**
 * Chatbot Portal's pages for the new frontend system.
 *
 * @remarks
 * Its extensions are named but not described: the inferred types of pages name types that Backstage 1.55 does not have.
 *
 * @public
 */
export const chatbotsPlugin: OverridableFrontendPlugin<
  {
    root: typeof rootRouteRef;
    approvals: typeof approvalsRouteRef;
    audit: typeof auditRouteRef;
    webhooks: typeof webhooksRouteRef;
    promotion: typeof promotionRouteRef;
    version: typeof versionRouteRef;
    compare: typeof compareRouteRef;
  },
  {},
  Record<
    | 'api:chatbots'
    | 'page:chatbots'
    | 'page:chatbots/approvals'
    | 'page:chatbots/audit'
    | 'page:chatbots/webhooks'
    | 'entity-card:chatbots/overview'
    | 'entity-card:chatbots/facts'
    | 'entity-card:chatbots/model-version'
    | 'entity-card:chatbots/model-evaluation'
    | 'entity-card:chatbots/deployment-stage'
    | 'entity-card:chatbots/promotion-approval'
    | 'entity-content:chatbots/versions'
    | 'entity-content:chatbots/evaluations'
    | 'entity-content:chatbots/stages'
    | 'entity-content:chatbots/approvals',
    ExtensionDefinition
  >
> = createFrontendPlugin({
  pluginId: 'chatbots',
  title: 'Chatbots',
  icon: <RiChatCheckLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    approvals: approvalsRouteRef,
    audit: auditRouteRef,
    webhooks: webhooksRouteRef,
    promotion: promotionRouteRef,
    version: versionRouteRef,
    compare: compareRouteRef,
  },
  extensions: [
    chatbotsApi,
    chatbotsPage,
    approvalsPage,
    auditPage,
    webhooksPage,
    chatbotOverviewCard,
    chatbotFactsCard,
    chatbotVersionsContent,
    chatbotEvaluationsContent,
    chatbotStagesContent,
    chatbotApprovalsContent,
    modelVersionCard,
    modelEvaluationCard,
    deploymentStageCard,
    promotionApprovalCard,
  ],
});
