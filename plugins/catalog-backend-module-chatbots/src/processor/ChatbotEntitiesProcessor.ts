import {
  Entity,
  entityKindSchemaValidator,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  entitySchemas,
  isDeploymentStageEntity,
  isModelEvaluationEntity,
  isModelVersionEntity,
  isPromotionApprovalEntity,
  RELATION_APPROVED_BY,
  RELATION_APPROVES,
  RELATION_DEPLOYED_TO,
  RELATION_DEPLOYS,
  RELATION_EVALUATED_BY,
  RELATION_EVALUATES,
  RELATION_PROMOTION_REQUESTED_BY,
  RELATION_REQUESTS_PROMOTION_OF,
} from '@chatbot-portal/backstage-plugin-chatbots-common';

const validators = Object.values(entitySchemas).map(schema =>
  entityKindSchemaValidator(schema),
);

/** A relation and its reverse. */
type Pair = [forward: string, reverse: string, target: string | undefined];

/** Knows the four kinds of Chatbot Portal and relates them both ways. */
export class ChatbotEntitiesProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'ChatbotEntitiesProcessor';
  }

  /** False for another kind; throws for one of ours with a wrong shape. */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    return validators.some(validate => validate(entity) === entity);
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const source = getCompoundEntityRef(entity);
    for (const [forward, reverse, ref] of relationsOf(entity)) {
      if (ref) {
        const target = parseEntityRef(ref);
        emit(processingResult.relation({ source, type: forward, target }));
        emit(
          processingResult.relation({
            source: target,
            type: reverse,
            target: source,
          }),
        );
      }
    }
    return entity;
  }
}

function relationsOf(entity: Entity): Pair[] {
  if (isModelVersionEntity(entity)) {
    return [
      owned(entity.spec.owner),
      [RELATION_PART_OF, RELATION_HAS_PART, entity.spec.chatbot],
    ];
  }
  if (isModelEvaluationEntity(entity)) {
    return [
      owned(entity.spec.owner),
      [RELATION_EVALUATES, RELATION_EVALUATED_BY, entity.spec.modelVersion],
    ];
  }
  if (isDeploymentStageEntity(entity)) {
    return [
      owned(entity.spec.owner),
      [RELATION_PART_OF, RELATION_HAS_PART, entity.spec.chatbot],
      [RELATION_DEPLOYS, RELATION_DEPLOYED_TO, entity.spec.modelVersion],
    ];
  }
  if (isPromotionApprovalEntity(entity)) {
    const { approved, modelVersion, owner } = entity.spec;
    return [
      owned(owner),
      // Until it is approved it approves nothing, and the graph must not say it does.
      approved
        ? [RELATION_APPROVES, RELATION_APPROVED_BY, modelVersion]
        : [
            RELATION_REQUESTS_PROMOTION_OF,
            RELATION_PROMOTION_REQUESTED_BY,
            modelVersion,
          ],
    ];
  }
  return [];
}

function owned(owner: string): Pair {
  return [RELATION_OWNED_BY, RELATION_OWNER_OF, owner];
}
