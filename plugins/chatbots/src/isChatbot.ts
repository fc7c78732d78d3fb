import type { Entity } from '@backstage/catalog-model';

/**
 * Whether an entity is a chatbot: a Component of type `chatbot`. For
 * `EntitySwitch` in the old frontend system.
 *
 * @public
 */
export function isChatbot(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'component' &&
    entity.spec?.type === 'chatbot'
  );
}

/**
 * Whether an entity is of one of the kinds that the portal projects.
 *
 * @public
 */
export function isChatbotKind(
  kind:
    | 'ModelVersion'
    | 'ModelEvaluation'
    | 'DeploymentStage'
    | 'PromotionApproval',
): (entity: Entity) => boolean {
  return entity =>
    entity.kind.toLocaleLowerCase('en-US') === kind.toLocaleLowerCase('en-US');
}
