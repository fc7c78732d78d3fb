import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LIMITS_DATABASE } from '../door/access.ts';
import { API_KEYS_VARIABLE } from '../door/apiKeys.ts';
import { sha256 } from '../text/digest.ts';
import { CAPTURE_CONTENT } from '../server/traceNames.ts';
import { readJsonFile } from '../text/readText.ts';
import { ModelSettings, type BotConfig } from './BotConfig.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationError } from './ConfigurationError.ts';

/** The variable with the key of each provider that needs one. */
export const PROVIDER_KEYS = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
} as const;

/** Written into the archive by a build: what the bot was built and evaluated to answer with. */
export const RELEASE_FILE = 'release.json';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

const ReleaseSettings = z.strictObject({
  model: ModelSettings,
  settingsDigest: Digest,
  /** The passages that it answers from. */
  corpusSnapshot: Digest,
});
/** See the schema of the same name. */
export type ReleaseSettings = z.infer<typeof ReleaseSettings>;

/**
 * Effective values of everything that changes an answer, a limit or a receiver. Secrets stand by their names: their values are no
 * setting, and are in no digest.
 */
export function effectiveSettings({
  bot,
  model,
  environment,
}: Pick<Configuration, 'bot' | 'model' | 'environment'>): object {
  const config: Partial<BotConfig> = { ...bot };
  // Where an editor finds the schema changes nothing.
  delete config.$schema;
  return {
    config,
    model,
    limits: {
      bodyBytes: environment.MAX_BODY_BYTES,
      questionCharacters: environment.MAX_QUESTION_CHARACTERS,
      requestMilliseconds: environment.REQUEST_TIMEOUT_MS,
      requestsPerMinute: environment.RATE_LIMIT_PER_MINUTE,
    },
    receivers: {
      openai: environment.OPENAI_BASE_URL ?? null,
      anthropic: environment.ANTHROPIC_BASE_URL ?? null,
      spansWithContent: environment[CAPTURE_CONTENT] === 'true',
    },
    behindProxy: environment.CHATBOT_BEHIND_PROXY === 'true',
    secrets: [
      ...(model.provider === 'local' ? [] : [PROVIDER_KEYS[model.provider]]),
      ...(bot.access.kind === 'api-key' ? [API_KEYS_VARIABLE] : []),
      ...(bot.access.limits.store === 'postgres' ? [LIMITS_DATABASE] : []),
      ...(keepsInDatabase(bot) ? [CONVERSATION_DATABASE] : []),
    ],
  };
}

/** The variable with the address of the database that keeps conversations, with its password. */
export const CONVERSATION_DATABASE = 'CONVERSATION_DATABASE_URL';

/** Whether conversations are to be kept in a database. */
export function keepsInDatabase({
  conversation,
}: Pick<Configuration['bot'], 'conversation'>): boolean {
  return conversation.enabled && conversation.store === 'postgres';
}

/** SHA-256, hexadecimal, over the effective settings as JSON with sorted keys. */
export function settingsDigest(
  configuration: Parameters<typeof effectiveSettings>[0],
): string {
  return sha256(JSON.stringify(sorted(effectiveSettings(configuration))));
}

/**
 * What the archive below a folder was built with.
 *
 * @throws ConfigurationError where the folder is no unpacked archive
 */
export function readRelease(root: string): ReleaseSettings {
  const path = join(root, RELEASE_FILE);
  if (!existsSync(path)) {
    throw new ConfigurationError(
      `CHATBOT_DIGEST is set, but ${RELEASE_FILE} is missing: only what \`npm run build\` packed can be an approved version`,
    );
  }
  return ReleaseSettings.parse(readJsonFile(path));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
