import {
  entityKindSchemaValidator,
  KubernetesValidatorFunctions,
  type Entity,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { findNameFault } from '../model';
import {
  CHATBOT_PORTAL_KINDS,
  deploymentStageEntityName,
  entitySchemas,
  isChatbotEntity,
  isModelVersionEntity,
  modelEvaluationEntityName,
  modelVersionEntityName,
  promotionApprovalEntityName,
  type ChatbotPortalEntity,
} from '.';

const chatbotName = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$/);
const versionName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/);
const stageName = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
const suiteName = fc
  .string({
    unit: fc.constantFrom(..."aZ09üß评客Жमा ._:/@+-()=,&'"),
    minLength: 1,
    maxLength: 100,
  })
  .filter(text => findNameFault(text) === undefined);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const isName = KubernetesValidatorFunctions.isValidObjectName;

describe('entity names', () => {
  it('reads as chatbot, version and digest', () => {
    expect(
      modelVersionEntityName({
        chatbot: 'support-bot',
        version: '1.8.2-77bc',
        digest: `9f31c2aa${'0'.repeat(56)}`,
      }),
    ).toBe('support-bot-1.8.2-77bc-9f31c2aa');
    expect(
      deploymentStageEntityName({ chatbot: 'support-bot', stage: 'staging' }),
    ).toBe('support-bot.staging');
  });

  it('is what the catalog accepts, for every legal chatbot, version, suite and stage', () => {
    fc.assert(
      fc.property(
        chatbotName,
        versionName,
        suiteName,
        stageName,
        digest,
        fc.uuid(),
        (chatbot, version, suite, stage, sha, id) => {
          for (const name of [
            modelVersionEntityName({ chatbot, version, digest: sha }),
            modelEvaluationEntityName({ chatbot, version, suite, id }),
            promotionApprovalEntityName({ chatbot, stage, id }),
            deploymentStageEntityName({ chatbot, stage }),
          ]) {
            expect([name, isName(name)]).toEqual([name, true]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps two runs of one commit apart, however long the names', () => {
    const name = (run: number) =>
      modelVersionEntityName({
        chatbot: 'a'.repeat(50),
        version: `1.0.0-${'c'.repeat(40)}-${run}`,
        digest: 'f'.repeat(64),
      });
    expect(name(1)).not.toBe(name(2));
    expect(name(1).length).toBeLessThanOrEqual(63);
  });

  it('cuts the chatbot before it cuts the version', () => {
    expect(
      modelVersionEntityName({
        chatbot: 'customer-support-for-the-whole-group',
        version: '10.20.30-0123456789ab-1234',
        digest: 'a'.repeat(64),
      }),
    ).toBe('customer-support-for-the-wh-10.20.30-0123456789ab-1234-aaaaaaaa');
  });

  it('keeps pairs apart that would read the same when joined with a hyphen', () => {
    expect(
      deploymentStageEntityName({ chatbot: 'support', stage: 'bot-staging' }),
    ).not.toBe(
      deploymentStageEntityName({ chatbot: 'support-bot', stage: 'staging' }),
    );
  });

  it('keeps long stages of one chatbot apart', () => {
    const chatbot = 'c'.repeat(50);
    expect(
      deploymentStageEntityName({ chatbot, stage: 'staging-europe' }),
    ).not.toBe(
      deploymentStageEntityName({ chatbot, stage: 'staging-america' }),
    );
  });

  it('refuses an id without enough digits', () => {
    expect(() =>
      modelVersionEntityName({ chatbot: 'a', version: '1', digest: 'abc' }),
    ).toThrow(RangeError);
  });
});

const examples: ChatbotPortalEntity[] = [
  {
    apiVersion: 'chatbot-portal/v1alpha1',
    kind: 'ModelVersion',
    metadata: { name: 'a' },
    spec: {
      type: 'model-version',
      chatbot: 'component:default/support-bot',
      owner: 'group:default/chatbot-team',
      version: '1.0.0',
      digest: 'a'.repeat(64),
      verdict: 'pass',
      stages: ['staging'],
    },
  },
  {
    apiVersion: 'chatbot-portal/v1alpha1',
    kind: 'ModelEvaluation',
    metadata: { name: 'a' },
    spec: {
      type: 'golden',
      modelVersion: 'modelversion:default/a',
      owner: 'group:default/chatbot-team',
      id: '1',
      judge: 'stand-in',
      dataset: 'golden 15',
      finishedAt: '2026-01-01T00:00:00Z',
    },
  },
  {
    apiVersion: 'chatbot-portal/v1alpha1',
    kind: 'DeploymentStage',
    metadata: { name: 'a' },
    spec: {
      type: 'staging',
      chatbot: 'component:default/support-bot',
      owner: 'group:default/chatbot-team',
    },
  },
  {
    apiVersion: 'chatbot-portal/v1alpha1',
    kind: 'PromotionApproval',
    metadata: { name: 'a' },
    spec: {
      type: 'staging',
      modelVersion: 'modelversion:default/a',
      owner: 'group:default/chatbot-team',
      id: '1',
      state: 'requested',
      approved: false,
    },
  },
];

describe('entity schemas', () => {
  it('has one example of each kind below', () => {
    expect(examples.map(({ kind }) => kind)).toEqual([...CHATBOT_PORTAL_KINDS]);
  });

  it.each(examples)('accepts a $kind and nothing but its own', entity => {
    for (const kind of CHATBOT_PORTAL_KINDS) {
      const validate = entityKindSchemaValidator(entitySchemas[kind]);
      expect(validate(entity)).toBe(kind === entity.kind ? entity : false);
    }
  });

  it.each(examples)(
    'refuses a $kind with a foreign or missing field',
    entity => {
      const validate = entityKindSchemaValidator(entitySchemas[entity.kind]);
      expect(() =>
        validate({ ...entity, spec: { ...entity.spec, score: 1 } }),
      ).toThrow(/additional/);
      expect(() =>
        validate({ ...entity, spec: { ...entity.spec, owner: undefined } }),
      ).toThrow(/owner/);
      expect(() =>
        validate({ ...entity, spec: { ...entity.spec, owner: 'not a ref' } }),
      ).toThrow(/pattern/);
    },
  );
});

describe('guards', () => {
  it('takes the API version into account', () => {
    const [version] = examples;
    expect(isModelVersionEntity(version)).toBe(true);
    expect(
      isModelVersionEntity({ ...version, apiVersion: 'acme.io/v1' } as Entity),
    ).toBe(false);
  });

  it('knows a chatbot by its type', () => {
    const component = (type: string): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'a' },
      spec: { type },
    });
    expect(isChatbotEntity(component('chatbot'))).toBe(true);
    expect(isChatbotEntity(component('service'))).toBe(false);
  });
});
