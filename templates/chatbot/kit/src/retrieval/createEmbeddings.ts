import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { READING } from './embedChunks.ts';
import { RetrievalError } from './passages.ts';

/** Which model turns texts into vectors, and where it is. */
export type EmbeddingsSettings =
  | {
      /** In this process, with the weights of the layer `layers/embeddings-local`. English only. */
      provider: 'local';
      /** The repository's folder, below which the layer is. */
      root: string;
    }
  | {
      /** OpenAI, or a gateway that speaks as it does. */
      provider: 'openai';
      /** The model's name, for example `text-embedding-3-small`. */
      name: string;
      apiKey: string;
      /** The gateway's address; the provider's own without it. */
      baseUrl?: string;
    };

/** Embeddings with what identifies their vectors. */
export interface NamedEmbeddings {
  embeddings: EmbeddingsInterface;
  /** Names the model with everything that changes its vectors: the name under which a cache or a database keeps them. */
  model: string;
}

const LAYER = '@chatbot/embeddings-local';

/**
 * Loads a model's embeddings. The packages it needs come with a layer of the repository.
 *
 * @throws RetrievalError when the layer is not installed, with what to do; and what the layer throws where its weights are missing
 */
export async function createEmbeddings(
  settings: EmbeddingsSettings,
): Promise<NamedEmbeddings> {
  if (settings.provider === 'local') {
    const { LocalEmbeddings } = await loadLayer(settings.root);
    return {
      embeddings: await LocalEmbeddings.load(),
      model: `${LocalEmbeddings.model} ${READING}`,
    };
  }
  const { name, apiKey, baseUrl } = settings;
  const { OpenAIEmbeddings } = await import('@langchain/openai').catch(
    (cause: unknown) => {
      throw new RetrievalError(
        'Embeddings of OpenAI need the package @langchain/openai: add the layer layers/provider-openai and run npm ci',
        { cause },
      );
    },
  );
  return {
    embeddings: new OpenAIEmbeddings({
      model: name,
      apiKey,
      // Not from the environment: what stands in the settings is what runs.
      configuration: { baseURL: baseUrl ?? 'https://api.openai.com/v1' },
      maxRetries: 2,
    }),
    model: `openai:${name}${
      baseUrl === undefined ? '' : `@${baseUrl}`
    } ${READING}`,
  };
}

async function loadLayer(root: string): Promise<{
  LocalEmbeddings: {
    model: string;
    load(): Promise<EmbeddingsInterface>;
  };
}> {
  let path: string;
  try {
    path = createRequire(join(root, 'package.json')).resolve(LAYER);
  } catch (cause) {
    throw new RetrievalError(
      `Local embeddings need the layer layers/embeddings-local: add it, run npm ci, then npm run weights --workspace ${LAYER}`,
      { cause },
    );
  }
  return import(pathToFileURL(path).href);
}
