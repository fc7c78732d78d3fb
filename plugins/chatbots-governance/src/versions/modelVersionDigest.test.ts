import fc from 'fast-check';
import { canonicalize as oracle } from 'json-canonicalize';
import { createHash, webcrypto } from 'node:crypto';
import {
  toErrorWithReason,
  isErrorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  canonicalBundle,
  modelVersionDigest,
  type ModelVersionBundle,
} from './modelVersionDigest';

const sha256 = (bytes: Uint8Array) =>
  createHash('sha256').update(bytes).digest();

function exampleBundle(): ModelVersionBundle {
  return {
    source: { repositoryId: '42', commit: '0123456789'.repeat(4) },
    baseModel: { provider: 'openai', name: 'gpt-4.1', revision: '2025-04-14' },
    parameters: { temperature: 0.2, stop: ['\n\n'] },
    prompts: [
      { name: 'system', digest: '1'.repeat(64) },
      { name: 'answer', digest: '2'.repeat(64) },
    ],
    datasets: [{ name: 'handbook', revision: '7', digest: '3'.repeat(64) }],
    hyperparameters: { chunkSize: 512 },
    artifacts: [
      {
        name: 'bot.tgz',
        mediaType: 'application/gzip',
        digest: '4'.repeat(64),
        size: 1024,
      },
    ],
  };
}

function refusal(bundle: unknown): unknown {
  try {
    modelVersionDigest(bundle as ModelVersionBundle, sha256);
  } catch (error) {
    const refused = toErrorWithReason(error);
    return isErrorWithReason(refused)
      ? [refused.reason, refused.details?.path]
      : String(error);
  }
  return 'accepted';
}

describe('modelVersionDigest', () => {
  it('is SHA-256 over the RFC 8785 text of the sorted bundle', () => {
    const bundle = exampleBundle();
    const byHand = { ...bundle, prompts: [...bundle.prompts].reverse() };
    expect(modelVersionDigest(bundle, sha256)).toBe(
      createHash('sha256').update(oracle(byHand), 'utf8').digest('hex'),
    );
  });

  it('stays the same for ever', () => {
    expect(modelVersionDigest(exampleBundle(), sha256)).toMatchInlineSnapshot(
      `"eff65df8f675b5018f019e60efac2b4a556e4d3d15225c4dcd618328565ee225"`,
    );
  });

  it('gives the same bytes through WebCrypto', async () => {
    const text = new TextEncoder().encode(
      oracle(canonicalBundle(exampleBundle())),
    );
    const digest = await webcrypto.subtle.digest('SHA-256', text);
    expect(Buffer.from(digest).toString('hex')).toBe(
      modelVersionDigest(exampleBundle(), sha256),
    );
  });

  it('does not depend on the order of fields or lists', () => {
    const bundle = exampleBundle();
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(bundle), { minLength: 7 }),
        fc.shuffledSubarray(bundle.prompts, { minLength: 2 }),
        (fields, prompts) => {
          const shuffled = { ...Object.fromEntries(fields), prompts };
          expect(
            modelVersionDigest(shuffled as ModelVersionBundle, sha256),
          ).toBe(modelVersionDigest(bundle, sha256));
        },
      ),
    );
  });

  it('does not change what it is given', () => {
    const bundle = exampleBundle();
    modelVersionDigest(bundle, sha256);
    expect(bundle).toEqual(exampleBundle());
  });

  it('treats an undefined revision as none', () => {
    const { revision, ...baseModel } = exampleBundle().baseModel;
    expect(revision).toBeDefined();
    expect(
      modelVersionDigest(
        {
          ...exampleBundle(),
          baseModel: { ...baseModel, revision: undefined },
        },
        sha256,
      ),
    ).toBe(modelVersionDigest({ ...exampleBundle(), baseModel }, sha256));
  });

  const changes: Record<string, (bundle: ModelVersionBundle) => void> = {
    repository: b => (b.source.repositoryId = '43'),
    commit: b => (b.source.commit = 'f'.repeat(40)),
    provider: b => (b.baseModel.provider = 'azure'),
    model: b => (b.baseModel.name = 'gpt-5'),
    revision: b => delete b.baseModel.revision,
    parameter: b => (b.parameters.temperature = 0.3),
    'prompt name': b => (b.prompts[0].name = 'other'),
    'prompt digest': b => (b.prompts[0].digest = '9'.repeat(64)),
    'dataset revision': b => (b.datasets[0].revision = '8'),
    'dataset digest': b => (b.datasets[0].digest = '9'.repeat(64)),
    hyperparameter: b => (b.hyperparameters.chunkSize = 513),
    'artifact name': b => (b.artifacts[0].name = 'x.tgz'),
    'artifact type': b => (b.artifacts[0].mediaType = 'application/zip'),
    'artifact digest': b => (b.artifacts[0].digest = '9'.repeat(64)),
    'artifact size': b => (b.artifacts[0].size = 1025),
  };

  it.each(Object.entries(changes))(
    'is another one when the %s changes',
    (_name, change) => {
      const bundle = exampleBundle();
      change(bundle);
      expect(modelVersionDigest(bundle, sha256)).not.toBe(
        modelVersionDigest(exampleBundle(), sha256),
      );
    },
  );

  it.each([
    ['no bundle', undefined, ['input-invalid', 'bundle']],
    ['null', null, ['input-invalid', 'bundle']],
    [
      'a missing list',
      { ...exampleBundle(), prompts: undefined },
      ['input-invalid', 'prompts'],
    ],
    [
      'no list',
      { ...exampleBundle(), prompts: { length: 0 } },
      ['input-invalid', 'prompts'],
    ],
    [
      'a time',
      { ...exampleBundle(), builtAt: '2026-01-01' },
      ['field-unknown', 'builtAt'],
    ],
    [
      'a run id',
      {
        ...exampleBundle(),
        source: { ...exampleBundle().source, runId: '1' },
      },
      ['field-unknown', 'source.runId'],
    ],
    [
      'a URL of an artifact',
      {
        ...exampleBundle(),
        artifacts: [{ ...exampleBundle().artifacts[0], url: 'https://x' }],
      },
      ['field-unknown', 'artifacts[0].url'],
    ],
    [
      'a short commit',
      { ...exampleBundle(), source: { repositoryId: '1', commit: 'abc1234' } },
      ['input-invalid', 'source.commit'],
    ],
    [
      'a prefixed digest',
      {
        ...exampleBundle(),
        prompts: [{ name: 'a', digest: `sha256:${'1'.repeat(64)}` }],
      },
      ['input-invalid', 'prompts[0].digest'],
    ],
    [
      'a name twice',
      {
        ...exampleBundle(),
        prompts: [
          { name: 'a', digest: '1'.repeat(64) },
          { name: 'a', digest: '2'.repeat(64) },
        ],
      },
      ['input-invalid', 'prompts[1].name'],
    ],
    [
      'an empty name',
      {
        ...exampleBundle(),
        prompts: [{ name: '', digest: '1'.repeat(64) }],
      },
      ['input-invalid', 'prompts[0].name'],
    ],
    [
      'half a byte',
      {
        ...exampleBundle(),
        artifacts: [{ ...exampleBundle().artifacts[0], size: 0.5 }],
      },
      ['input-invalid', 'artifacts[0].size'],
    ],
    [
      'a numeric repository id',
      {
        ...exampleBundle(),
        source: { ...exampleBundle().source, repositoryId: 42 },
      },
      ['input-invalid', 'source.repositoryId'],
    ],
    [
      'NaN in a parameter',
      { ...exampleBundle(), parameters: { temperature: NaN } },
      ['not-canonical', '$.parameters.temperature'],
    ],
    [
      'a number outside I-JSON',
      { ...exampleBundle(), hyperparameters: { seed: 2 ** 60 } },
      ['not-canonical', '$.hyperparameters.seed'],
    ],
  ])('refuses %s', (_name, bundle, expected) => {
    expect(refusal(bundle)).toEqual(expected);
  });
});
