import * as z from 'zod';
import {
  LOCAL_MODEL,
  type BotConfig,
  type ModelSettings,
} from './BotConfig.ts';
import { ConfigurationError } from './ConfigurationError.ts';
import { CAPTURE_CONTENT } from '../server/traceNames.ts';
import { CONFIG_FILE, readBotConfig } from './readBotConfig.ts';
import { PROVIDER_KEYS, readRelease, settingsDigest } from './settings.ts';

const count = (fallback: number, max: number) =>
  z.coerce.number().int().min(1).max(max).default(fallback);

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Trust `X-Forwarded-For` of the proxy in front, for rate limiting by client. */
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  /** The deployment's word that a proxy in front checks who asks: without it, `access: none` listens on this machine alone. */
  CHATBOT_BEHIND_PROXY: z.enum(['true', 'false']).default('false'),
  /** Hashes of keys, see `readApiKeys`. */
  CHATBOT_API_KEYS: z.string().optional(),
  /** Where what callers use is counted, with `access.limits.store` `postgres`. */
  LIMITS_DATABASE_URL: z.string().min(1).optional(),
  /** Where health, version and metrics are, apart from what users reach. Without it they are on `PORT`. */
  MANAGEMENT_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  MANAGEMENT_HOST: z.string().min(1).default('127.0.0.1'),
  MAX_BODY_BYTES: count(16_384, 1_048_576),
  MAX_QUESTION_CHARACTERS: count(2_000, 20_000),
  REQUEST_TIMEOUT_MS: count(30_000, 300_000),
  RATE_LIMIT_PER_MINUTE: count(300, 100_000),
  FEEDBACK_FILE: z.string().min(1).default('feedback/feedback.jsonl'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** Whether prompts and answers are in the spans that an OpenTelemetry SDK sends on. */
  [CAPTURE_CONTENT]: z.enum(['true', 'false']).default('false'),
  /** What the deployment says is running here; shown by `/version`. */
  CHATBOT_VERSION: z.string().min(1).default('development'),
  CHATBOT_DIGEST: z.string().default(''),
  CHATBOT_COMMIT: z.string().default(''),
  OPENAI_API_KEY: z.string().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  /** A gateway in front of the provider. */
  OPENAI_BASE_URL: z.url().optional(),
  ANTHROPIC_BASE_URL: z.url().optional(),
  /** PostgreSQL for conversations, where the setting `conversation.store` is `postgres`. */
  CONVERSATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address begins with postgresql://')
    .optional(),
});

/** Everything the bot can be told from outside, validated once at the start. */
export interface Configuration {
  environment: z.infer<typeof Environment>;
  bot: BotConfig;
  /**
   * The model that answers: the one that an approved version was built with; otherwise the configured one, or the local one while its
   * provider has no key.
   */
  model: ModelSettings;
  /** Set when the configured model was replaced by the local one, with the reason. */
  modelFallback?: string;
  /** SHA-256 of what `effectiveSettings` gives. */
  settingsDigest: string;
  /** The snapshot of passages that was approved, where one was. */
  corpusSnapshot?: string;
}

/**
 * Reads `chatbot.config.json` below `root` and the environment.
 *
 * @throws ConfigurationError that names every wrong setting; where `CHATBOT_DIGEST` names an approved version, also unless model and
 * settings are those that the version was built with
 */
export function readConfiguration(
  root: string,
  env: NodeJS.ProcessEnv,
): Configuration {
  const environment = readEnvironment(env);
  const bot = readBotConfig(root);
  if (environment.CHATBOT_DIGEST === '') {
    return withDigest({
      environment,
      bot,
      ...availableModel(bot, environment),
    });
  }
  const release = readRelease(root);
  const missing = missingKey(release.model.provider, environment);
  if (missing !== undefined) {
    throw new ConfigurationError(
      `${missing} is not set: the approved version answers with ${release.model.provider}/${release.model.name}, and no other model may take its place`,
    );
  }
  const approved = withDigest({ environment, bot, model: release.model });
  if (approved.settingsDigest !== release.settingsDigest) {
    throw new ConfigurationError(
      `The settings are not those of the approved version: their digest is ${approved.settingsDigest} and not ${release.settingsDigest}. ${CONFIG_FILE}, limits and addresses of providers have to be as they were when it was built and evaluated`,
    );
  }
  return { ...approved, corpusSnapshot: release.corpusSnapshot };
}

function withDigest(
  configuration: Omit<Configuration, 'settingsDigest'>,
): Configuration {
  return { ...configuration, settingsDigest: settingsDigest(configuration) };
}

function readEnvironment(env: NodeJS.ProcessEnv): z.infer<typeof Environment> {
  // An empty variable is how CI systems say "not set".
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `${issue.path.join('.') || '(root)'}: ${issue.message}`,
    );
    throw new ConfigurationError(
      `The environment is not valid: ${problems.join('; ')}`,
    );
  }
  return parsed.data;
}

/** The configured model, or the local one with the reason. */
function availableModel(
  { model }: BotConfig,
  environment: z.infer<typeof Environment>,
): Pick<Configuration, 'model' | 'modelFallback'> {
  const missing = missingKey(model.provider, environment);
  return missing === undefined
    ? { model }
    : {
        model: LOCAL_MODEL,
        modelFallback: `${missing} is not set: the local model answers instead of ${model.name}`,
      };
}

/** The variable that the provider's key has to be in, where it is not. */
function missingKey(
  provider: ModelSettings['provider'],
  environment: z.infer<typeof Environment>,
): string | undefined {
  if (provider === 'local') {
    return undefined;
  }
  const variable = PROVIDER_KEYS[provider];
  return environment[variable] === undefined ? variable : undefined;
}
