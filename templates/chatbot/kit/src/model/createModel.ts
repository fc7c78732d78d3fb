import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { initChatModel } from 'langchain';
import type { Configuration } from '../config/configuration.ts';
import { ExtractiveChatModel } from './ExtractiveChatModel.ts';

/** The configured provider's model; `langchain` loads the provider's package, which a layer of the repository adds. */
export async function createModel({
  model,
  environment,
}: Configuration): Promise<BaseChatModel> {
  if (model.provider === 'local') {
    return ExtractiveChatModel.create();
  }
  // A ConfigurableModel stands for whatever provider was chosen; it has a chat model's whole surface.
  return initChatModel(model.name, {
    modelProvider: model.provider,
    temperature: model.temperature,
    maxTokens: model.maxOutputTokens,
    timeout: environment.REQUEST_TIMEOUT_MS,
    maxRetries: 2,
    ...accessOf(model.provider, environment),
  }) as unknown as Promise<BaseChatModel>;
}

/** Key and address as validated at the start: what the provider's package reads of the environment by itself would be another word. */
function accessOf(
  provider: 'openai' | 'anthropic',
  environment: Configuration['environment'],
): object {
  return provider === 'openai'
    ? {
        apiKey: environment.OPENAI_API_KEY,
        configuration: {
          baseURL: environment.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
        },
      }
    : {
        apiKey: environment.ANTHROPIC_API_KEY,
        anthropicApiUrl:
          environment.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com',
      };
}
