import { createApp } from '@backstage/app-defaults';
import type { Entity } from '@backstage/catalog-model';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import { DefaultEntityPresentationApi } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
  EntityProvider,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { CHATBOT_PORTAL_API_VERSION } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { render, screen, waitFor } from '@testing-library/react';
import type { ComponentType } from 'react';
import { Route } from 'react-router-dom';
import {
  auditEventDetailFixture,
  auditEventFixtures,
  auditStatusFixture,
} from './components/AuditPage/auditFixtures';
import { comparisonFixture } from './components/ComparePage/comparisonFixture';
import { promotionDetailFixture } from './components/PromotionPage/promotionDetailFixture';
import { versionDetailFixture } from './components/VersionPage/versionDetailFixture';
import {
  webhookDeliveriesFixture,
  webhookTargetsFixture,
} from './components/WebhooksPage/webhookFixtures';
import * as exported from './index';
import { chatbotEntity, fixtureApi, idOf } from './__testUtils__';

jest.setTimeout(30_000);

function ofPortal(kind: string, type: string): Entity {
  return {
    apiVersion: CHATBOT_PORTAL_API_VERSION,
    kind,
    metadata: { name: 'some', namespace: 'default' },
    spec: {
      type,
      id: idOf(301),
      chatbot: 'component:default/support-bot',
      modelVersion: 'modelversion:default/some',
      owner: 'group:default/chatbot-team',
      version: '1.8.2-77bc01d-81',
    },
  };
}

const version = ofPortal('ModelVersion', 'model-version');
const evaluation = ofPortal('ModelEvaluation', 'golden');
const stage = ofPortal('DeploymentStage', 'production');
const promotion = ofPortal('PromotionApproval', 'production');

/** What each part shows, and on the page of which entity it belongs. */
const parts: Record<
  string,
  { text: RegExp; entity: Entity; belongs: (entity: Entity) => boolean }
> = {
  EntityChatbotOverviewCard: {
    text: /^What runs where$/,
    entity: chatbotEntity,
    belongs: exported.isChatbot,
  },
  EntityChatbotFactsCard: {
    text: /^Registry facts$/,
    entity: chatbotEntity,
    belongs: exported.isChatbot,
  },
  EntityChatbotVersionsContent: {
    text: /^1\.9\.0-3fa2b1c-88$/,
    entity: chatbotEntity,
    belongs: exported.isChatbot,
  },
  EntityChatbotEvaluationsContent: {
    text: /^All evaluations$/,
    entity: chatbotEntity,
    belongs: exported.isChatbot,
  },
  EntityChatbotStagesContent: {
    text: /^Rolled back$/,
    entity: chatbotEntity,
    belongs: exported.isChatbot,
  },
  EntityChatbotApprovalsContent: {
    text: /^History$/,
    entity: chatbotEntity,
    belongs: exported.isChatbot,
  },
  EntityModelVersionCard: {
    text: /^Model version$/,
    entity: version,
    belongs: exported.isModelVersion,
  },
  EntityModelEvaluationCard: {
    text: /^Can I get my money back after 40 days\?$/,
    entity: evaluation,
    belongs: exported.isModelEvaluation,
  },
  EntityDeploymentStageCard: {
    text: /^1\.7\.0-90aa4ef-74$/,
    entity: stage,
    belongs: exported.isDeploymentStage,
  },
  EntityPromotionApprovalCard: {
    text: /^Promotion$/,
    entity: promotion,
    belongs: exported.isPromotionApproval,
  },
};
const entities = [chatbotEntity, version, evaluation, stage, promotion];

/** People and groups of the fixtures. */
const organisation = [
  ['Group', 'ai-governance', 'AI governance'],
  ['Group', 'chatbot-team', 'Chatbot team'],
  ['Group', 'platform', 'Platform team'],
  ['User', 'engineer', 'The engineer'],
  ['User', 'reviewer-one', 'First reviewer'],
  ['User', 'reviewer-two', 'Second reviewer'],
].map(
  ([kind, name, displayName]): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: { profile: { displayName } },
  }),
);

/** Names of links and of the API that no page may show. */
const SLUG =
  /\b(?:[a-z]+-bot|claims-and-complaints[\w-]*|ai-governance|chatbot-team|reviewer-(?:one|two)|(?:group|user|component):[\w-]+\/[\w-]+|[a-z]+-(?:changed|by-reviewer))\b/g;

/** Such names that are read on the page or in its tab; code and bytes are for programs. */
function slugsShown(): string[] {
  const page = document.body.cloneNode(true) as HTMLElement;
  page.querySelectorAll('code, pre, style').forEach(one => one.remove());
  const labels = [...page.querySelectorAll('[aria-label]')].map(one =>
    one.getAttribute('aria-label'),
  );
  const fields = [...document.querySelectorAll('input')].map(
    ({ value }) => value,
  );
  // Words of neighbours must not become one.
  const words: string[] = [];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    words.push(walker.currentNode.textContent ?? '');
  }
  return [document.title, ...words, ...labels, ...fields].flatMap(
    text => text?.replace(/https?:\S+/g, '').match(SLUG) ?? [],
  );
}

const pages: Record<string, { path: string; text: RegExp }> = {
  ChatbotsPage: { path: '/chatbots', text: /^Support bot$/ },
  ApprovalsPage: { path: '/approvals', text: /1\.8\.2-77bc01d-81/ },
  AuditPage: { path: '/audit', text: /^1030 events match$/ },
  WebhooksPage: { path: '/webhooks', text: /^change-tickets$/ },
};
/** Pages below the model catalog, and with something chosen. */
const deeper: Record<string, RegExp> = {
  [`/chatbots/promotions/${idOf(103)}`]: /^You may decide: member of AI/,
  '/chatbots/c/support-bot/versions/1.9.0-3fa2b1c-88': /^Model card$/,
  '/chatbots/c/support-bot/compare?base=1.7.0&target=1.8.0': /^In short$/,
  '/audit?event=1041&chatbot=support-bot&actor=user:default/reviewer-one':
    /^Canonical bytes/,
};

function partOf(name: string): ComponentType {
  return Reflect.get(exported, name);
}

/** The root of a real app: made once, because a route ref takes its id from the first app that mounts it. */
function createRoot() {
  // A plain object: `process.env` itself would turn the list into a string.
  Object.defineProperty(process, 'env', {
    value: {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ],
    },
  });
  const catalogApi = catalogApiMock({
    entities: [...entities, ...organisation],
  });
  const app = createApp({
    plugins: [exported.legacyChatbotsPlugin],
    apis: [
      createApiFactory(
        exported.chatbotsApiRef,
        fixtureApi({
          getAuditStatus: async () => auditStatusFixture(),
          listAuditEvents: async () => ({
            items: auditEventFixtures(),
            total: 1030,
          }),
          getAuditEvent: async () => auditEventDetailFixture(),
          getPromotion: async () => {
            const { promotion: waiting, ...around } = promotionDetailFixture();
            return {
              ...around,
              promotion: { ...waiting, stateReason: 'evaluations-changed' },
            };
          },
          getModelVersion: async () => versionDetailFixture(),
          compareModelVersions: async () => comparisonFixture(),
          listWebhooks: async () => webhookTargetsFixture(),
          listWebhookDeliveries: async () => webhookDeliveriesFixture(),
        }),
      ),
      createApiFactory(catalogApiRef, catalogApi),
      createApiFactory(
        entityPresentationApiRef,
        DefaultEntityPresentationApi.create({ catalogApi }),
      ),
    ],
  });
  return app.createRoot(
    <AppRouter>
      <FlatRoutes>
        {Object.entries(pages).map(([name, { path }]) => {
          const Page = partOf(name);
          return <Route key={name} path={path} element={<Page />} />;
        })}
        {Object.entries(parts).map(([name, { entity }]) => {
          const Part = partOf(name);
          return (
            <Route
              key={name}
              path={`/parts/${name}`}
              element={
                <EntityProvider entity={entity}>
                  <Part />
                </EntityProvider>
              }
            />
          );
        })}
      </FlatRoutes>
    </AppRouter>,
  );
}

describe('an app of the old frontend system', () => {
  const Root = createRoot();

  function open(path: string) {
    window.history.pushState({}, '', path);
    render(<Root />);
  }

  /** Names come a moment after the page. */
  const expectNames = () => waitFor(() => expect(slugsShown()).toEqual([]));

  it.each(Object.entries(pages))(
    'serves %s, by names that people use',
    async (_, { path, text }) => {
      open(path);
      expect((await screen.findAllByText(text))[0]).toBeInTheDocument();
      await expectNames();
    },
  );

  it.each(Object.entries(deeper))(
    'serves %s, by names that people use',
    async (path, text) => {
      open(path);
      expect((await screen.findAllByText(text))[0]).toBeInTheDocument();
      await expectNames();
    },
  );

  it.each(Object.entries(parts))(
    'shows %s on the page of its entity alone',
    async (name, { text, entity, belongs }) => {
      open(`/parts/${name}`);
      expect((await screen.findAllByText(text))[0]).toBeInTheDocument();
      await expectNames();
      expect(entities.filter(belongs)).toEqual([entity]);
    },
  );

  it('is tried with every page and part that is exported', () => {
    const names = Object.keys(exported).filter(name =>
      /^Entity|Page$/.test(name),
    );
    expect([...Object.keys(pages), ...Object.keys(parts)].sort()).toEqual(
      names.sort(),
    );
  });
});
