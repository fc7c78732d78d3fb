import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddingsSettings } from '../config/BotConfig.ts';
import type { Configuration } from '../config/configuration.ts';
import { openCorpus, type OpenedCorpus } from '../corpus/openCorpus.ts';
import { createEmbeddings, type NamedEmbeddings } from './createEmbeddings.ts';
import { createRetriever } from './createRetriever.ts';
import type { IndexingProgress } from './embedChunks.ts';
import { RetrievalError, type Retriever } from './passages.ts';
import { PostgresVectorIndex, type Queryable } from './PostgresVectorIndex.ts';
import { VectorCache } from './VectorCache.ts';

/** Vectors that a bot was built with. */
export const VECTORS_FOLDER = 'vectors';
/** Vectors that a working copy keeps between runs. */
const CACHE_FOLDER = '.cache/vectors';

/**
 * The configured retriever over the passages of a repository, or of an unpacked archive.
 *
 * With `postgres`, a pool of `pg`, the vectors of a hybrid bot lie in a database that its replicas share. In `src/bot.ts`:
 *
 * ```ts
 * const postgres = new Pool({ connectionString: process.env.VECTORS_URL });
 * export default defineBot({
 *   retriever: (root, configuration) =>
 *     openRetriever(root, configuration, { postgres }),
 * });
 * ```
 *
 * @throws RetrievalError where the passages are not of the approved snapshot, or the settings need what is not there
 */
export async function openRetriever(
  root: string,
  configuration: Pick<Configuration, 'bot' | 'environment' | 'corpusSnapshot'>,
  options: {
    corpus?: OpenedCorpus;
    progress?: (progress: IndexingProgress) => void;
    /** Keeps the vectors in PostgreSQL with pgvector, not in memory. The same passages are found. */
    postgres?: Queryable;
  } = {},
): Promise<Retriever> {
  const { bot, environment, corpusSnapshot } = configuration;
  const corpus = options.corpus ?? (await openCorpus(root, bot.documents));
  const { kind, topK } = bot.retriever;
  const hybrid = bot.retriever.kind === 'hybrid' ? bot.retriever : undefined;
  const named =
    hybrid && (await openEmbeddings(root, hybrid.embeddings, environment));
  const snapshot = corpusSnapshot ?? corpus.snapshot;
  const indexing = named && {
    embeddings: named.embeddings,
    cache: openVectors(root, named.model),
    ...(options.progress && { progress: options.progress }),
  };
  return createRetriever({
    chunks: corpus.chunks,
    snapshot,
    settings: {
      kind,
      topK,
      languages: bot.languages,
      ...(hybrid?.vectorWeight !== undefined && {
        vectorWeight: hybrid.vectorWeight,
      }),
    },
    ...indexing,
    ...(named &&
      indexing &&
      options.postgres && {
        vectors: await PostgresVectorIndex.open(options.postgres, {
          ...indexing,
          chunks: corpus.chunks,
          snapshot,
          model: named.model,
        }),
      }),
  });
}

/** The vectors that are kept for a bot, of a model. */
export function openVectors(root: string, model: string): VectorCache {
  const packed = join(root, VECTORS_FOLDER);
  return VectorCache.open(
    existsSync(packed) ? packed : join(root, CACHE_FOLDER),
    model,
  );
}

/**
 * Loads the configured embeddings.
 *
 * @throws RetrievalError that says which layer or key is missing
 */
export async function openEmbeddings(
  root: string,
  settings: EmbeddingsSettings,
  environment: Configuration['environment'],
): Promise<NamedEmbeddings> {
  if (settings.provider === 'local') {
    return createEmbeddings({ provider: 'local', root });
  }
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = environment;
  if (apiKey === undefined) {
    throw new RetrievalError(
      `OPENAI_API_KEY is not set, which the embeddings ${settings.name} need: set it, or take the keyword retriever`,
    );
  }
  const { name } = settings;
  return createEmbeddings({ provider: 'openai', name, apiKey, baseUrl });
}
