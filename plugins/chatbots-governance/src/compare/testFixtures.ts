import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ModelVersionBundle } from '../versions/modelVersionDigest';
import {
  compareVersions,
  type ComparableVersion,
  type CompareOptions,
} from '.';

export const bundle: ModelVersionBundle = {
  source: { repositoryId: '42', commit: 'a'.repeat(40) },
  baseModel: { provider: 'local', name: 'extractive' },
  parameters: { temperature: 0.2 },
  prompts: [{ name: 'system.md', digest: '1'.repeat(64) }],
  datasets: [{ name: 'docs', revision: 'v1', digest: '2'.repeat(64) }],
  hyperparameters: {},
  artifacts: [
    {
      name: 'bot.tgz',
      mediaType: 'application/gzip',
      digest: '3'.repeat(64),
      size: 10,
    },
  ],
};

export function version(
  more: Partial<ComparableVersion> = {},
): ComparableVersion {
  return { version: '1', bundle, evaluations: [], ...more };
}

export function compare(
  base: Partial<ComparableVersion> | undefined,
  target: Partial<ComparableVersion>,
  options?: CompareOptions,
) {
  return compareVersions(
    base && version(base),
    [version({ version: '2', ...target })],
    options,
  )[0];
}

export function withParameters(parameters: Api.JsonMap) {
  return { bundle: { ...bundle, parameters } };
}
