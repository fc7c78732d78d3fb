/**
 * API version of the kinds.
 *
 * @public
 */
export const CHATBOT_PORTAL_API_VERSION = 'chatbot-portal/v1alpha1';

/**
 * `spec.type` of a Component that is a chatbot.
 *
 * @public
 */
export const COMPONENT_TYPE_CHATBOT = 'chatbot';

/**
 * On the Component: the chatbot's name in the registry.
 *
 * @public
 */
export const ANNOTATION_CHATBOT = 'chatbot-portal.io/chatbot';

/**
 * On the Component: the risk class chosen at creation, for display. The registry's is the one that counts.
 *
 * @public
 */
export const ANNOTATION_RISK_CLASS = 'chatbot-portal.io/risk-class';

/**
 * On the Component: the immutable id that the git host gave the repository, for display. The registry's is the one that counts.
 *
 * @public
 */
export const ANNOTATION_REPOSITORY_ID = 'chatbot-portal.io/repository-id';

/**
 * On a ModelVersion: says to other tools what kind of AI asset it is.
 *
 * @public
 */
export const ANNOTATION_AI_ASSET_CATEGORY = 'rhdh.io/ai-asset-category';

/**
 * From a ModelEvaluation to the ModelVersion it evaluated.
 *
 * @public
 */
export const RELATION_EVALUATES = 'evaluates';

/**
 * Reverse of {@link RELATION_EVALUATES}.
 *
 * @public
 */
export const RELATION_EVALUATED_BY = 'evaluatedBy';

/**
 * From a DeploymentStage to the ModelVersion that runs there.
 *
 * @public
 */
export const RELATION_DEPLOYS = 'deploys';

/**
 * Reverse of {@link RELATION_DEPLOYS}.
 *
 * @public
 */
export const RELATION_DEPLOYED_TO = 'deployedTo';

/**
 * From a PromotionApproval to the ModelVersion, once it is approved.
 *
 * @public
 */
export const RELATION_APPROVES = 'approves';

/**
 * Reverse of {@link RELATION_APPROVES}.
 *
 * @public
 */
export const RELATION_APPROVED_BY = 'approvedBy';

/**
 * From a PromotionApproval to the ModelVersion, before it is approved.
 *
 * @public
 */
export const RELATION_REQUESTS_PROMOTION_OF = 'requestsPromotionOf';

/**
 * Reverse of {@link RELATION_REQUESTS_PROMOTION_OF}.
 *
 * @public
 */
export const RELATION_PROMOTION_REQUESTED_BY = 'promotionRequestedBy';
