import { z } from 'zod';
import type { GitRepository } from '../git/GitRepository';
import { normaliseSecretName } from '../store/names';

const CONFIG_FILE = '.chatbot-portal/config.json';
/** A larger file, in bytes, is not this configuration. */
const MAX_CONFIG_BYTES = 256 * 1024;

const configSchema = z.object({
  requiredSecrets: z
    .array(z.string().transform(name => normaliseSecretName(name)))
    .max(100)
    .optional(),
});

/**
 * The secrets that a commit's `.chatbot-portal/config.json` says its pipeline can't do without. A repository without
 * the file, or with a broken one, requires none: its pipeline then says itself what is wrong.
 *
 * @internal
 */
export async function readRequiredSecrets(
  repository: GitRepository,
  commit: string,
): Promise<string[]> {
  const entry = await repository.entry(commit, CONFIG_FILE);
  if (entry?.type !== 'blob' || entry.size > MAX_CONFIG_BYTES) {
    return [];
  }
  try {
    const text = (await repository.blob(entry.sha)).toString();
    return configSchema.parse(JSON.parse(text)).requiredSecrets ?? [];
  } catch {
    return [];
  }
}
