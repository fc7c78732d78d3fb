import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJsonFile } from './text/readText.ts';

/** How the model is called. The defaults stand in `config/model.json`, which belongs to the model version. */
export const ModelSettings = z.strictObject({
  provider: z.enum(['local', 'openai', 'anthropic']),
  name: z.string().min(1),
  revision: z.string().min(1).optional(),
  temperature: z.number().min(0).max(2),
  maxOutputTokens: z.number().int().min(16).max(8192),
});
/** See the schema of the same name. */
export type ModelSettings = z.infer<typeof ModelSettings>;

/** The deterministic model that needs no key and no network. */
export const LOCAL_MODEL: ModelSettings = {
  provider: 'local',
  name: 'extractive-1',
  temperature: 0,
  maxOutputTokens: 400,
};

/** How passages are found. Part of the model version: another value answers differently. */
export const RetrievalSettings = z.strictObject({
  topK: z.number().int().min(1).max(20).default(4),
  /** BM25: how fast a repeated word saturates. */
  k1: z.number().min(0).max(3).default(1.2),
  /** BM25: how much a long passage is discounted, 0 to 1. */
  b: z.number().min(0).max(1).default(0.6),
  /** Passages below this BM25 score are not shown to the model. */
  minimumScore: z.number().min(0).default(1.2),
});
/** See the schema of the same name. */
export type RetrievalSettings = z.infer<typeof RetrievalSettings>;

const count = (fallback: number, max: number) =>
  z.coerce.number().int().min(1).max(max).default(fallback);

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Trust `X-Forwarded-For` of the proxy in front, for rate limiting by client. */
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  MAX_BODY_BYTES: count(16_384, 1_048_576),
  MAX_QUESTION_CHARACTERS: count(2_000, 20_000),
  REQUEST_TIMEOUT_MS: count(30_000, 300_000),
  RATE_LIMIT_PER_MINUTE: count(300, 100_000),
  FEEDBACK_FILE: z.string().min(1).default('feedback/feedback.jsonl'),
  /** What the deployment says is running here; shown by `/version`. */
  CHATBOT_VERSION: z.string().min(1).default('development'),
  CHATBOT_DIGEST: z.string().default(''),
  CHATBOT_COMMIT: z.string().default(''),
  OPENAI_API_KEY: z.string().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
});

/** Everything the bot can be told from outside, validated once at the start. */
export interface Configuration {
  environment: z.infer<typeof Environment>;
  model: ModelSettings;
  /** Set when the configured provider was replaced by the local model, with the reason. */
  modelFallback?: string;
  retrieval: RetrievalSettings;
  title: string;
}

/** The configuration says something that the bot can't work with. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads the files below `root` and the environment.
 *
 * @throws ConfigurationError that names every wrong setting
 */
export function readConfiguration(
  root: string,
  env: NodeJS.ProcessEnv,
): Configuration {
  // An empty variable is how CI systems say "not set".
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ''),
  );
  const environment = parse('environment', Environment, given);
  const wanted = parse(
    'config/model.json',
    ModelSettings,
    readJson(join(root, 'config/model.json')) ?? LOCAL_MODEL,
  );
  const retrieval = parse(
    'config/retrieval.json',
    RetrievalSettings,
    readJson(join(root, 'config/retrieval.json')) ?? {},
  );
  const identity = parse(
    '.chatbot-portal/config.json',
    z.object({ title: z.string().default('Chatbot') }),
    readJson(join(root, '.chatbot-portal/config.json')) ?? {},
  );

  const key = {
    local: 'none',
    openai: environment.OPENAI_API_KEY,
    anthropic: environment.ANTHROPIC_API_KEY,
  };
  if (key[wanted.provider] === undefined) {
    const variable = `${wanted.provider.toUpperCase()}_API_KEY`;
    const modelFallback = `${variable} is not set: the local model answers instead of ${wanted.name}`;
    return {
      environment,
      model: LOCAL_MODEL,
      modelFallback,
      retrieval,
      title: identity.title,
    };
  }
  return { environment, model: wanted, retrieval, title: identity.title };
}

function readJson(path: string): unknown {
  if (!existsSync(path)) {
    return undefined;
  }
  try {
    return readJsonFile(path);
  } catch (error) {
    throw new ConfigurationError(
      error instanceof Error ? error.message : String(error),
      { cause: error },
    );
  }
}

function parse<T>(source: string, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map(
    issue => `${issue.path.join('.') || '(root)'}: ${issue.message}`,
  );
  throw new ConfigurationError(
    `The configuration is not valid (${source}): ${problems.join('; ')}`,
  );
}
