import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { ConfigurationError } from '../config/ConfigurationError.ts';
import type { Caller } from './Door.ts';

/** The variable with the hashes of the keys. */
export const API_KEYS_VARIABLE = 'CHATBOT_API_KEYS';

/** A key as a deployment knows it: not the key. */
const ApiKey = z.strictObject({
  /** Who holds it; limits count by it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  /** SHA-256 of the key, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  groups: z.array(z.string().min(1)).default([]),
  /** Without limits per day: for evaluations, which ask everything at once. */
  unlimited: z.boolean().default(false),
});
/** See the schema of the same name. */
export type ApiKey = z.infer<typeof ApiKey>;

const ApiKeys = z
  .array(ApiKey)
  .refine(keys => new Set(keys.map(({ name }) => name)).size === keys.length, {
    message: 'two keys have one name',
  })
  .refine(
    keys => new Set(keys.map(({ sha256 }) => sha256)).size === keys.length,
    { message: 'two names have one key' },
  );

/**
 * Reads the value of `CHATBOT_API_KEYS`, a JSON list.
 *
 * @throws ConfigurationError that names the entry, never a value
 */
export function readApiKeys(text: string | undefined): ApiKey[] {
  if (text === undefined || text === '') {
    return [];
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigurationError(
      `${API_KEYS_VARIABLE} is not valid JSON: it is a list of entries that \`npx chatbot key <name>\` prints`,
    );
  }
  const parsed = ApiKeys.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || '(list)'}: ${message}`,
    );
    throw new ConfigurationError(
      `${API_KEYS_VARIABLE} is not valid: ${problems.join('; ')}`,
    );
  }
  return parsed.data;
}

/** The caller who holds a key. Every entry is compared, in the same time whether it fits or not. */
export function callerOfKey(
  keys: readonly ApiKey[],
  key: string,
): Caller | undefined {
  const given = createHash('sha256').update(key).digest();
  let found: ApiKey | undefined;
  for (const each of keys) {
    if (timingSafeEqual(given, Buffer.from(each.sha256, 'hex'))) {
      found = each;
    }
  }
  return (
    found && {
      subject: `key:${found.name}`,
      groups: found.groups,
      ...(found.unlimited && { unlimited: true }),
    }
  );
}

/** A new key of 256 random bits, and its entry. Only the holder gets the key. */
export function createApiKey(
  name: string,
  groups: string[] = [],
  unlimited = false,
): { key: string; entry: ApiKey } {
  const key = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest('hex');
  return { key, entry: ApiKey.parse({ name, sha256, groups, unlimited }) };
}

/** Whether a bearer token is a key of this kind. A signed token has dots. */
export function isApiKey(token: string): boolean {
  return /^[\w-]{32,128}$/.test(token);
}
