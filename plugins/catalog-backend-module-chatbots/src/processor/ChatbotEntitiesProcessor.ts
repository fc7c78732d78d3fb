import {
  Entity,
  entityKindSchemaValidator,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  CHATBOT_PORTAL_KINDS,
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
import { REGISTRY_LOCATION } from '../provider/toEntities';

/** Refs compare kinds without case, so the guard does. */
const OURS = new Set(CHATBOT_PORTAL_KINDS.map(lowerCase));

const validators = Object.values(entitySchemas).map(schema =>
  entityKindSchemaValidator(schema),
);

/** A relation and its reverse. */
type Pair = [forward: string, reverse: string, target: string | undefined];

/** Knows the four kinds of Chatbot Portal, relates them both ways, and refuses those that the registry did not project. */
export class ChatbotEntitiesProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'ChatbotEntitiesProcessor';
  }

  /**
   * Throws for an entity of our kinds from any other place than the registry: an approval that somebody wrote into a file
   * looks like a real one. Both locations are set by the catalog, never by the file.
   */
  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    _emit: CatalogProcessorEmit,
    originLocation: LocationSpec,
  ): Promise<Entity> {
    const foreign = [location, originLocation]
      .map(stringifyLocationRef)
      .find(ref => ref !== REGISTRY_LOCATION);
    if (foreign && OURS.has(lowerCase(entity.kind))) {
      throw new NotAllowedError(
        `${stringifyEntityRef(
          entity,
        )} comes from ${foreign}: entities of kind ${
          entity.kind
        } come from the registry of chatbots alone. Remove it from there.`,
      );
    }
    return entity;
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

function lowerCase(kind: string): string {
  return kind.toLocaleLowerCase('en-US');
}
