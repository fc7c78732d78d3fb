import {
  Entity,
  KubernetesValidatorFunctions,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ChatbotEntitiesProcessor } from '../processor/ChatbotEntitiesProcessor';
import { projectionOf } from '../__testUtils__/projectionOf';
import { toEntities } from './toEntities';

/** The longest name that the registry takes for each, the same but for its end. */
const longest = (end: string) => ({
  chatbot: `${'c'.repeat(49)}${end}`,
  version: `${'1'.repeat(62)}${end}`,
  suite: `${'S'.repeat(99)}${end}`,
  stage: `${'s'.repeat(39)}${end}`,
});

function namesOf({ entities }: { entities: Entity[] }): string[] {
  return entities.map(({ metadata }) => metadata.name);
}

describe('toEntities', () => {
  it('makes one small entity of each kind', () => {
    const { entities, removed } = toEntities(projectionOf());
    expect(removed).toEqual([]);
    expect(entities).toMatchSnapshot();
  });

  it('makes nothing that the processor refuses', async () => {
    const processor = new ChatbotEntitiesProcessor();
    const { stages, ...rest } = projectionOf();
    const projection = {
      ...rest,
      stages: [...stages, { stage: 'production', state: 'empty' as const }],
    };
    for (const entity of toEntities(projection).entities) {
      await expect(processor.validateEntityKind(entity)).resolves.toBe(true);
    }
  });

  it('keeps the longest names that the registry takes within what the catalog takes, and apart', () => {
    const names = ['a', 'b'].flatMap(end =>
      namesOf(
        toEntities(
          projectionOf({
            ...longest(end),
            digest: `${end === 'a' ? '1' : '2'}${'0'.repeat(63)}`,
            ids: {
              evaluation: `018f3a52-9b7${end}-7d10-8a11-000000000001`,
              promotion: `018f3a52-9b7${end}-7d10-8a11-000000000002`,
            },
          }),
        ),
      ),
    );
    expect(names).toHaveLength(8);
    expect(new Set(names.map(name => name.toLowerCase())).size).toBe(8);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(63);
      expect([
        name,
        KubernetesValidatorFunctions.isValidObjectName(name),
      ]).toEqual([name, true]);
    }
  });

  it.each([['ordinary'], ['longest']])(
    'removes by the very name it gave before (%s names)',
    kind => {
      const names = kind === 'longest' ? longest('z') : {};
      const projection = projectionOf(names);
      const [version] = projection.versions;
      const [evaluation] = projection.evaluations;
      const [promotion] = projection.promotions;
      const { removed } = toEntities({
        ...projection,
        versions: [],
        evaluations: [],
        promotions: [],
        retired: {
          versions: [version],
          evaluations: [evaluation],
          promotions: [promotion],
        },
      });
      const emitted = toEntities(projection)
        .entities.filter(one => one.kind !== 'DeploymentStage')
        .map(one => stringifyEntityRef(one));
      expect(removed).toEqual(emitted);
    },
  );

  it('relates to the ModelVersion by the ref that it has', () => {
    const { entities } = toEntities(projectionOf(longest('z')));
    const [version, ...others] = entities;
    expect(others.map(({ spec }) => spec?.modelVersion)).toEqual(
      others.map(() => stringifyEntityRef(version)),
    );
  });

  it('says of an empty stage that nothing runs there', () => {
    const { entities } = toEntities({
      ...projectionOf(),
      stages: [{ stage: 'staging', state: 'empty' }],
    });
    const stage = entities.find(({ kind }) => kind === 'DeploymentStage');
    expect(stage?.spec).toEqual({
      type: 'staging',
      chatbot: 'component:default/support-bot',
      owner: 'group:default/chatbot-team',
    });
  });

  it.each([
    ['requested', false],
    ['withdrawn', false],
    ['rejected', false],
    ['expired', false],
    ['void', false],
    ['superseded', false],
    ['approved', true],
    ['released', true],
    ['deploying', true],
    ['deployed', true],
    ['rolled-back', true],
    ['failed', true],
  ] as const)(
    'holds a promotion that is %s for approved: %s',
    (state, approved) => {
      const { entities } = toEntities(projectionOf({ state }));
      expect(entities.at(-1)?.spec).toMatchObject({ state, approved });
    },
  );
});
