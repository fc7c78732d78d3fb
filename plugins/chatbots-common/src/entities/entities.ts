import type { Entity } from '@backstage/catalog-model';
import type { PromotionState, Verdict } from '../generated/schema';
import { CHATBOT_PORTAL_API_VERSION } from './constants';

// Specs are small on purpose: the catalog writes a search row for every scalar. Everything else is one link away, in the registry.

/**
 * A model version that people browse.
 *
 * @public
 */
export interface ModelVersionEntity extends Entity {
  /** The portal's own group. */
  apiVersion: typeof CHATBOT_PORTAL_API_VERSION;
  /** A name of our own: references carry no group. */
  kind: 'ModelVersion';
  /** What the registry says of it, in short. */
  spec: {
    /** Always `model-version`; pages that list by type need one. */
    type: string;
    /** Entity ref of the chatbot's Component. */
    chatbot: string;
    /** Entity ref of the chatbot's owner. */
    owner: string;
    /** The version's full name. */
    version: string;
    /** The version's digest. */
    digest: string;
    /** What the checks for the next stage say. */
    verdict: Verdict;
    /** Stages it runs in. */
    stages: string[];
  };
}

/**
 * The latest evaluation of a suite for a model version that people browse.
 *
 * @public
 */
export interface ModelEvaluationEntity extends Entity {
  /** The portal's own group. */
  apiVersion: typeof CHATBOT_PORTAL_API_VERSION;
  /** A name of our own: references carry no group. */
  kind: 'ModelEvaluation';
  /** What the registry says of it, in short. */
  spec: {
    /** Name of the suite. */
    type: string;
    /** Entity ref of the ModelVersion. */
    modelVersion: string;
    /** Entity ref of the chatbot's owner. */
    owner: string;
    /** Id in the registry. */
    id: string;
    /** Kind of judge. */
    judge: string;
    /** Dataset with its revision. */
    dataset: string;
    /** When the run finished (RFC 3339). */
    finishedAt: string;
  };
}

/**
 * A stage of a chatbot.
 *
 * @public
 */
export interface DeploymentStageEntity extends Entity {
  /** The portal's own group. */
  apiVersion: typeof CHATBOT_PORTAL_API_VERSION;
  /** A name of our own: references carry no group. */
  kind: 'DeploymentStage';
  /** What the registry says of it, in short. */
  spec: {
    /** Name of the stage. */
    type: string;
    /** Entity ref of the chatbot's Component. */
    chatbot: string;
    /** Entity ref of the chatbot's owner. */
    owner: string;
    /** Entity ref of the ModelVersion that runs there; absent while none does. */
    modelVersion?: string;
    /** Since when (RFC 3339). */
    since?: string;
  };
}

/**
 * A promotion, open or decided lately.
 *
 * @public
 */
export interface PromotionApprovalEntity extends Entity {
  /** The portal's own group. */
  apiVersion: typeof CHATBOT_PORTAL_API_VERSION;
  /** A name of our own: references carry no group. */
  kind: 'PromotionApproval';
  /** What the registry says of it, in short. */
  spec: {
    /** Name of the stage to bring the version to. */
    type: string;
    /** Entity ref of the ModelVersion. */
    modelVersion: string;
    /** Entity ref of the chatbot's owner. */
    owner: string;
    /** Id in the registry. */
    id: string;
    /** Where it stands. */
    state: PromotionState;
    /** Whether it has ever been approved; decides which relation it has to the version. */
    approved: boolean;
  };
}

/**
 * Any entity of the portal's kinds.
 *
 * @public
 */
export type ChatbotPortalEntity =
  | ModelVersionEntity
  | ModelEvaluationEntity
  | DeploymentStageEntity
  | PromotionApprovalEntity;

/**
 * The names of the kinds.
 *
 * @public
 */
export const CHATBOT_PORTAL_KINDS = [
  'ModelVersion',
  'ModelEvaluation',
  'DeploymentStage',
  'PromotionApproval',
] as const;

/**
 * Name of one of the portal's kinds.
 *
 * @public
 */
export type ChatbotPortalKind = (typeof CHATBOT_PORTAL_KINDS)[number];

/**
 * Whether an entity is a ModelVersion.
 *
 * @public
 */
export function isModelVersionEntity(
  entity: Entity,
): entity is ModelVersionEntity {
  return isOfKind(entity, 'ModelVersion');
}

/**
 * Whether an entity is a ModelEvaluation.
 *
 * @public
 */
export function isModelEvaluationEntity(
  entity: Entity,
): entity is ModelEvaluationEntity {
  return isOfKind(entity, 'ModelEvaluation');
}

/**
 * Whether an entity is a DeploymentStage.
 *
 * @public
 */
export function isDeploymentStageEntity(
  entity: Entity,
): entity is DeploymentStageEntity {
  return isOfKind(entity, 'DeploymentStage');
}

/**
 * Whether an entity is a PromotionApproval.
 *
 * @public
 */
export function isPromotionApprovalEntity(
  entity: Entity,
): entity is PromotionApprovalEntity {
  return isOfKind(entity, 'PromotionApproval');
}

/**
 * Whether an entity is a Component that the registry knows as a chatbot.
 *
 * @public
 */
export function isChatbotEntity(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'component' &&
    entity.spec?.type === 'chatbot'
  );
}

/** The API version counts: kinds of other makers may share the name. */
function isOfKind(entity: Entity, kind: ChatbotPortalKind): boolean {
  return (
    entity.apiVersion === CHATBOT_PORTAL_API_VERSION && entity.kind === kind
  );
}
