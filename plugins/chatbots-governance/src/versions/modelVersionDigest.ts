import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  canonicalBytes,
  isSha256Hex,
  sha256Hex,
} from '@chatbot-portal/transparency-log';
import type { Sha256 } from '@chatbot-portal/transparency-log';

/**
 * Everything that makes a model version what it is, and nothing else: no time, no
 * run id, no URL. Its digest names it.
 *
 * @public
 */
export type ModelVersionBundle = Api.ModelVersionBundle;

/**
 * The digest that names a model version: SHA-256 over the canonical JSON
 * (RFC 8785) of exactly the bundle's fields, lists sorted by name.
 *
 * @remarks
 * A field that the bundle does not have is refused rather than left out, because
 * two bundles that differ in it would get one digest. An optional field that is
 * undefined counts as absent.
 *
 * @returns 64 lower-case hexadecimal digits
 *
 * @throws InputError with reason `field-unknown` or `input-invalid`;
 * TransparencyLogError with code `not-canonical`
 *
 * @public
 */
export function modelVersionDigest(
  bundle: ModelVersionBundle,
  sha256: Sha256,
): string {
  return sha256Hex(canonicalBytes(canonicalBundle(bundle)), sha256);
}

/**
 * The bundle in the one form that is digested: known fields only, lists sorted by
 * name in code unit order.
 *
 * @throws as {@link modelVersionDigest}
 *
 * @public
 */
export function canonicalBundle(
  bundle: ModelVersionBundle,
): ModelVersionBundle {
  assertFields(bundle, '', [
    'source',
    'baseModel',
    'parameters',
    'prompts',
    'datasets',
    'hyperparameters',
    'artifacts',
  ]);
  const { source, baseModel, prompts, datasets, artifacts } = bundle;
  assertFields(source, 'source', ['repositoryId', 'commit']);
  assertText(source.repositoryId, 'source.repositoryId');
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(source.commit)) {
    throw invalid('source.commit', 'is not a full commit id');
  }
  assertFields(baseModel, 'baseModel', ['provider', 'name'], ['revision']);
  assertText(baseModel.provider, 'baseModel.provider');
  assertText(baseModel.name, 'baseModel.name');
  assertObject(bundle.parameters, 'parameters');
  assertObject(bundle.hyperparameters, 'hyperparameters');

  const { provider, name, revision } = baseModel;
  return {
    source: { repositoryId: source.repositoryId, commit: source.commit },
    baseModel: {
      provider,
      name,
      ...(revision === undefined ? {} : { revision }),
    },
    parameters: bundle.parameters,
    prompts: sorted(prompts, 'prompts', ['name', 'digest']),
    datasets: sorted(datasets, 'datasets', ['name', 'revision', 'digest']),
    hyperparameters: bundle.hyperparameters,
    artifacts: sorted(artifacts, 'artifacts', [
      'name',
      'mediaType',
      'digest',
      'size',
    ]),
  };
}

function sorted<T extends { name: string; digest: string }>(
  items: T[],
  path: string,
  fields: string[],
): T[] {
  if (!Array.isArray(items)) {
    throw invalid(path, 'is not a list');
  }
  const names = new Set<string>();
  items.forEach((item, i) => {
    const at = `${path}[${i}]`;
    assertFields(item, at, fields);
    for (const field of fields) {
      const value: unknown = Reflect.get(item, field);
      if (field === 'size') {
        assertSize(value, `${at}.size`);
      } else {
        assertText(value, `${at}.${field}`);
      }
    }
    if (!isSha256Hex(item.digest)) {
      throw invalid(`${at}.digest`, 'is not a SHA-256 in lower-case hex');
    }
    if (names.has(item.name)) {
      throw invalid(`${at}.name`, `repeats '${item.name}'`);
    }
    names.add(item.name);
  });
  // Not localeCompare: the order must be the same on every machine.
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function assertFields(
  value: object,
  path: string,
  required: string[],
  optional: string[] = [],
): void {
  assertObject(value, path || 'bundle');
  const prefix = path ? `${path}.` : '';
  for (const field of required) {
    if (Reflect.get(value, field) === undefined) {
      throw invalid(`${prefix}${field}`, 'is missing');
    }
  }
  for (const field of Object.keys(value)) {
    if (!required.includes(field) && !optional.includes(field)) {
      throw errorWithReason(
        'field-unknown',
        `The model version has no field '${prefix}${field}'`,
        { details: { path: `${prefix}${field}` } },
      );
    }
  }
}

function assertObject(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(path, 'is not an object');
  }
}

function assertText(value: unknown, path: string): void {
  if (typeof value !== 'string' || value === '') {
    throw invalid(path, 'is not a non-empty text');
  }
}

function assertSize(value: unknown, path: string): void {
  if (!Number.isSafeInteger(value) || Number(value) < 0) {
    throw invalid(path, 'is not a number of bytes');
  }
}

function invalid(path: string, problem: string) {
  return errorWithReason(
    'input-invalid',
    `The model version's ${path} ${problem}`,
    {
      details: { path },
    },
  );
}
