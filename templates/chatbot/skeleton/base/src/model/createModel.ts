import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { initChatModel } from 'langchain';
import type { Configuration } from '../configuration.ts';
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
  }) as unknown as Promise<BaseChatModel>;
}
