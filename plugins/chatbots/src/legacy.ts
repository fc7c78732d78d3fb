import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createChatbotsClient } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { JSX } from 'react';
import { chatbotsApiRef } from './api';
import {
  approvalsRouteRef,
  auditRouteRef,
  rootRouteRef,
  webhooksRouteRef,
} from './routes';

/**
 * The plugin for the old frontend system, from the same components.
 *
 * @public
 */
export const legacyChatbotsPlugin = createPlugin({
  id: 'chatbots',
  routes: {
    root: rootRouteRef,
    approvals: approvalsRouteRef,
    audit: auditRouteRef,
    webhooks: webhooksRouteRef,
  },
  apis: [
    createApiFactory({
      api: chatbotsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => createChatbotsClient(deps),
    }),
  ],
});

/** The model catalog; mount it at `/chatbots`. @public */
export const ChatbotsPage = legacyChatbotsPlugin.provide(
  createRoutableExtension({
    name: 'ChatbotsPage',
    component: (): Promise<() => JSX.Element> =>
      import('./components/legacyPages').then(m => m.LegacyChatbotsPage),
    mountPoint: rootRouteRef,
  }),
);

/** The inbox; mount it at `/approvals`. @public */
export const ApprovalsPage = legacyChatbotsPlugin.provide(
  createRoutableExtension({
    name: 'ApprovalsPage',
    component: (): Promise<() => JSX.Element> =>
      import('./components/legacyPages').then(m => m.LegacyApprovalsPage),
    mountPoint: approvalsRouteRef,
  }),
);

/** The audit log; mount it at `/audit`. @public */
export const AuditPage = legacyChatbotsPlugin.provide(
  createRoutableExtension({
    name: 'AuditPage',
    component: (): Promise<() => JSX.Element> =>
      import('./components/legacyPages').then(m => m.LegacyAuditPage),
    mountPoint: auditRouteRef,
  }),
);

/** Webhooks and what was delivered to them; mount it at `/webhooks`. @public */
export const WebhooksPage = legacyChatbotsPlugin.provide(
  createRoutableExtension({
    name: 'WebhooksPage',
    component: (): Promise<() => JSX.Element> =>
      import('./components/legacyPages').then(m => m.LegacyWebhooksPage),
    mountPoint: webhooksRouteRef,
  }),
);

/** A chatbot's overview card; `isChatbot` tells where it belongs. @public */
export const EntityChatbotOverviewCard = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityChatbotOverviewCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/ChatbotOverviewCard').then(
          m => m.ChatbotOverviewCard,
        ),
    },
  }),
);

/** A chatbot's owner, risk class and repository, and who has to accept them. @public */
export const EntityChatbotFactsCard = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityChatbotFactsCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/RegistryFacts').then(m => m.FactsCard),
    },
  }),
);

/** A chatbot's Versions tab. @public */
export const EntityChatbotVersionsContent = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityChatbotVersionsContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/VersionsContent').then(m => m.VersionsContent),
    },
  }),
);

/** A chatbot's Evaluations tab. @public */
export const EntityChatbotEvaluationsContent = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityChatbotEvaluationsContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/EvaluationsContent').then(
          m => m.EvaluationsContent,
        ),
    },
  }),
);

/** A chatbot's Stages tab. @public */
export const EntityChatbotStagesContent = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityChatbotStagesContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/StagesContent').then(m => m.StagesContent),
    },
  }),
);

/** A chatbot's Approvals tab. @public */
export const EntityChatbotApprovalsContent = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityChatbotApprovalsContent',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/ApprovalsContent').then(m => m.ApprovalsContent),
    },
  }),
);

/** The card of a ModelVersion entity. @public */
export const EntityModelVersionCard = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityModelVersionCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/entityKinds').then(m => m.ModelVersionContent),
    },
  }),
);

/** The card of a ModelEvaluation entity. @public */
export const EntityModelEvaluationCard = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityModelEvaluationCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/entityKinds').then(m => m.ModelEvaluationContent),
    },
  }),
);

/** The card of a DeploymentStage entity. @public */
export const EntityDeploymentStageCard = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityDeploymentStageCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/entityKinds').then(m => m.DeploymentStageContent),
    },
  }),
);

/** The card of a PromotionApproval entity. @public */
export const EntityPromotionApprovalCard = legacyChatbotsPlugin.provide(
  createComponentExtension({
    name: 'EntityPromotionApprovalCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/entityKinds').then(
          m => m.PromotionApprovalContent,
        ),
    },
  }),
);
