import type { Entity } from '@backstage/catalog-model';
import { CHATBOT_PORTAL_API_VERSION } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { chatbotSummaries, idOf } from '../src/__testUtils__';

const CHATBOT = 'component:default/support-bot';
const OWNER = 'group:default/chatbot-team';

function ofPortal(kind: string, name: string, spec: Entity['spec']): Entity {
  return {
    apiVersion: CHATBOT_PORTAL_API_VERSION,
    kind,
    metadata: { name, namespace: 'default' },
    spec: { owner: OWNER, ...spec },
  };
}

function person(kind: 'User' | 'Group', name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: { profile: {}, children: [], memberOf: [] },
  };
}

/** The entities that the fixtures speak of. @internal */
export const devEntities: Entity[] = [
  ...chatbotSummaries().map(
    ({ chatbot }): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: chatbot.name,
        namespace: 'default',
        title: chatbot.title,
      },
      spec: { type: 'chatbot', lifecycle: 'production', owner: chatbot.owner },
    }),
  ),
  ofPortal('ModelEvaluation', 'evaluation', {
    type: 'golden',
    modelVersion: 'modelversion:default/version',
    id: idOf(301),
    judge: 'llm',
    dataset: 'golden 15',
    finishedAt: '2026-01-01T00:00:00Z',
  }),
  ofPortal('DeploymentStage', 'stage', {
    type: 'production',
    chatbot: CHATBOT,
  }),
  person('Group', 'chatbot-team'),
  person('Group', 'platform'),
  person('Group', 'ai-governance'),
  person('User', 'engineer'),
  person('User', 'reviewer-one'),
  person('User', 'reviewer-two'),
];
