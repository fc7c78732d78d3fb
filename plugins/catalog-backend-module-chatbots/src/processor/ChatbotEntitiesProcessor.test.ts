import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { toEntities } from '../provider/toEntities';
import { projectionOf } from '../__testUtils__/projectionOf';
import { ChatbotEntitiesProcessor } from './ChatbotEntitiesProcessor';

const processor = new ChatbotEntitiesProcessor();
const KINDS = [
  'ModelVersion',
  'ModelEvaluation',
  'DeploymentStage',
  'PromotionApproval',
] as const;
const GROUP = 'group:default/chatbot-team';
const COMPONENT = 'component:default/support-bot';
const VERSION = 'modelversion:default/support-bot-1.8.2-77bc-9f31c2aa';

function entityOf(
  kind: (typeof KINDS)[number],
  state?: Api.PromotionState,
): Entity {
  const { entities } = toEntities(projectionOf({ state }));
  const entity = entities.find(one => one.kind === kind);
  if (!entity) {
    throw new Error(`There is no ${kind}`);
  }
  return entity;
}

/** Relations as `from type to`. */
async function relationsOf(entity: Entity): Promise<string[]> {
  const results: CatalogProcessorResult[] = [];
  await processor.postProcessEntity(
    entity,
    { type: 'chatbots', target: 'registry' },
    result => results.push(result),
  );
  return results.map(result => {
    if (result.type !== 'relation') {
      throw new Error(`The processor emitted a ${result.type}`);
    }
    const { source, type, target } = result.relation;
    return `${stringifyEntityRef(source)} ${type} ${stringifyEntityRef(
      target,
    )}`;
  });
}

describe('ChatbotEntitiesProcessor', () => {
  it('keeps its name, under which the catalog caches', () => {
    expect(processor.getProcessorName()).toBe('ChatbotEntitiesProcessor');
  });

  it.each(KINDS)('knows a %s', async kind => {
    await expect(processor.validateEntityKind(entityOf(kind))).resolves.toBe(
      true,
    );
  });

  it.each(KINDS)('throws for a %s of a wrong shape', async kind => {
    const entity = entityOf(kind);
    const { owner, ...spec } = entity.spec ?? {};
    expect(owner).toBe(GROUP);
    await expect(
      processor.validateEntityKind({ ...entity, spec }),
    ).rejects.toThrow(/owner/);
  });

  it.each([
    ['another kind', { kind: 'Component' }],
    ['a kind of that name by another maker', { apiVersion: 'acme.io/v1' }],
  ])('leaves %s to others', async (_, change) => {
    const entity = { ...entityOf('ModelVersion'), ...change };
    await expect(processor.validateEntityKind(entity)).resolves.toBe(false);
    await expect(relationsOf(entity)).resolves.toEqual([]);
  });

  it('relates a ModelVersion to its chatbot and owner, both ways', async () => {
    await expect(relationsOf(entityOf('ModelVersion'))).resolves.toEqual([
      `${VERSION} ownedBy ${GROUP}`,
      `${GROUP} ownerOf ${VERSION}`,
      `${VERSION} partOf ${COMPONENT}`,
      `${COMPONENT} hasPart ${VERSION}`,
    ]);
  });

  it('relates a ModelEvaluation to the version it evaluated, both ways', async () => {
    const entity = entityOf('ModelEvaluation');
    const ref = stringifyEntityRef(entity);
    await expect(relationsOf(entity)).resolves.toEqual([
      `${ref} ownedBy ${GROUP}`,
      `${GROUP} ownerOf ${ref}`,
      `${ref} evaluates ${VERSION}`,
      `${VERSION} evaluatedBy ${ref}`,
    ]);
  });

  it('relates a DeploymentStage to its chatbot and what runs there, both ways', async () => {
    const entity = entityOf('DeploymentStage');
    const ref = 'deploymentstage:default/support-bot.staging';
    await expect(relationsOf(entity)).resolves.toEqual([
      `${ref} ownedBy ${GROUP}`,
      `${GROUP} ownerOf ${ref}`,
      `${ref} partOf ${COMPONENT}`,
      `${COMPONENT} hasPart ${ref}`,
      `${ref} deploys ${VERSION}`,
      `${VERSION} deployedTo ${ref}`,
    ]);
  });

  it('relates an empty DeploymentStage to no version', async () => {
    const entity = entityOf('DeploymentStage');
    const { modelVersion, ...spec } = entity.spec ?? {};
    expect(modelVersion).toBe(VERSION);
    const relations = await relationsOf({ ...entity, spec });
    expect(relations).toHaveLength(4);
    expect(relations.join()).not.toContain(VERSION);
  });

  it.each([
    ['requested', 'requestsPromotionOf', 'promotionRequestedBy'],
    ['rejected', 'requestsPromotionOf', 'promotionRequestedBy'],
    ['approved', 'approves', 'approvedBy'],
    ['deployed', 'approves', 'approvedBy'],
  ] as const)(
    'relates a PromotionApproval that is %s by %s and %s alone',
    async (state, forward, reverse) => {
      const entity = entityOf('PromotionApproval', state);
      const ref = stringifyEntityRef(entity);
      await expect(relationsOf(entity)).resolves.toEqual([
        `${ref} ownedBy ${GROUP}`,
        `${GROUP} ownerOf ${ref}`,
        `${ref} ${forward} ${VERSION}`,
        `${VERSION} ${reverse} ${ref}`,
      ]);
    },
  );

  describe('preProcessEntity', () => {
    const registry = { type: 'chatbots', target: 'registry' };
    const file = {
      type: 'url',
      target: 'https://git.example/catalog-info.yaml',
    };
    const preProcess = (
      entity: Entity,
      location: typeof file,
      origin: typeof file,
    ) => processor.preProcessEntity(entity, location, () => {}, origin);

    it.each(KINDS)('refuses a %s that a file brings', async kind => {
      await expect(preProcess(entityOf(kind), file, file)).rejects.toThrow(
        /comes from url:https:\/\/git\.example\/catalog-info\.yaml: entities of kind \w+ come from the registry of chatbots alone/,
      );
    });

    it('refuses one whose kind differs in case, since its ref is the same', async () => {
      const entity = {
        ...entityOf('DeploymentStage'),
        kind: 'deploymentSTAGE',
      };
      await expect(preProcess(entity, file, file)).rejects.toThrow(
        'registry of chatbots alone',
      );
    });

    it('refuses one that only claims one of the two locations', async () => {
      const entity = entityOf('ModelVersion');
      await expect(preProcess(entity, registry, file)).rejects.toThrow();
      await expect(preProcess(entity, file, registry)).rejects.toThrow();
    });

    it('lets pass what the registry projected, and other kinds from anywhere', async () => {
      const ours = entityOf('ModelVersion');
      await expect(preProcess(ours, registry, registry)).resolves.toBe(ours);
      const component = { ...ours, kind: 'Component' };
      await expect(preProcess(component, file, file)).resolves.toBe(component);
    });
  });
});
