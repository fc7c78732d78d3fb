import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { titleOf } from './titleOf';

// Tabs without a group stand in the order in which the plugin names them; a group of two would hide both in a menu.

const CHATBOT = { kind: 'component', 'spec.type': 'chatbot' };

/** What runs where, and the next possible promotion. @internal */
export const chatbotOverviewCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    type: 'content',
    filter: CHATBOT,
    loader: () =>
      import('./components/ChatbotOverviewCard').then(m => (
        <m.ChatbotOverviewCard />
      )),
  },
});

/** Owner, risk class and repository, and who has to accept them. @internal */
export const chatbotFactsCard = EntityCardBlueprint.make({
  name: 'facts',
  params: {
    type: 'content',
    filter: CHATBOT,
    loader: () =>
      import('./components/RegistryFacts').then(m => <m.FactsCard />),
  },
});

/** All versions of a chatbot. @internal */
export const chatbotVersionsContent = EntityContentBlueprint.make({
  name: 'versions',
  params: {
    path: '/versions',
    title: titleOf('versions'),
    filter: CHATBOT,
    loader: () =>
      import('./components/VersionsContent').then(m => <m.VersionsContent />),
  },
});

/** How good a chatbot is, and how that went. @internal */
export const chatbotEvaluationsContent = EntityContentBlueprint.make({
  name: 'evaluations',
  params: {
    path: '/evaluations',
    title: titleOf('evaluations'),
    filter: CHATBOT,
    loader: () =>
      import('./components/EvaluationsContent').then(m => (
        <m.EvaluationsContent />
      )),
  },
});

/** What is live where, now and at any instant. @internal */
export const chatbotStagesContent = EntityContentBlueprint.make({
  name: 'stages',
  params: {
    path: '/stages',
    title: titleOf('stages'),
    filter: CHATBOT,
    loader: () =>
      import('./components/StagesContent').then(m => <m.StagesContent />),
  },
});

/** A chatbot's promotions. @internal */
export const chatbotApprovalsContent = EntityContentBlueprint.make({
  name: 'approvals',
  params: {
    path: '/approvals',
    title: titleOf('approvals'),
    filter: CHATBOT,
    loader: () =>
      import('./components/ApprovalsContent').then(m => <m.ApprovalsContent />),
  },
});

/** What a model version is and whether it may go out. @internal */
export const modelVersionCard = EntityCardBlueprint.make({
  name: 'model-version',
  params: {
    type: 'content',
    filter: { kind: 'modelversion' },
    loader: () =>
      import('./components/entityKinds').then(m => <m.ModelVersionContent />),
  },
});

/** The scores of one evaluation. @internal */
export const modelEvaluationCard = EntityCardBlueprint.make({
  name: 'model-evaluation',
  params: {
    type: 'content',
    filter: { kind: 'modelevaluation' },
    loader: () =>
      import('./components/entityKinds').then(m => (
        <m.ModelEvaluationContent />
      )),
  },
});

/** What is live in one stage. @internal */
export const deploymentStageCard = EntityCardBlueprint.make({
  name: 'deployment-stage',
  params: {
    type: 'content',
    filter: { kind: 'deploymentstage' },
    loader: () =>
      import('./components/entityKinds').then(m => (
        <m.DeploymentStageContent />
      )),
  },
});

/** Where one promotion stands. @internal */
export const promotionApprovalCard = EntityCardBlueprint.make({
  name: 'promotion-approval',
  params: {
    type: 'content',
    filter: { kind: 'promotionapproval' },
    loader: () =>
      import('./components/entityKinds').then(m => (
        <m.PromotionApprovalContent />
      )),
  },
});
