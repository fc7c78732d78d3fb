import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
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
    title: 'Chatbots',
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
    title: 'Approvals',
    icon: <RiInboxLine />,
    loader: () =>
      import('./components/InboxPage').then(m => (
        <Container>
          <m.InboxPage />
        </Container>
      )),
  },
});

const auditPage = PageBlueprint.make({
  name: 'audit',
  params: {
    path: '/audit',
    routeRef: auditRouteRef,
    title: 'Audit',
    icon: <RiShieldCheckLine />,
    loader: () =>
      import('./components/AuditPage').then(m => (
        <Container>
          <m.AuditPage />
        </Container>
      )),
  },
});

const webhooksPage = PageBlueprint.make({
  name: 'webhooks',
  params: {
    path: '/webhooks',
    routeRef: webhooksRouteRef,
    title: 'Webhooks',
    icon: <RiWebhookLine />,
    loader: () =>
      import('./components/WebhooksPage').then(m => (
        <Container>
          <m.WebhooksPage />
        </Container>
      )),
  },
});

/**
 * Chatbot Portal's pages for the new frontend system.
 *
 * @public
 */
export const chatbotsPlugin = createFrontendPlugin({
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
