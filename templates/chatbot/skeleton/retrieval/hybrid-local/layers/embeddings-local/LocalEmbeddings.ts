import { Embeddings } from '@langchain/core/embeddings';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { digests, readWeights, weightsFolder } from './weights/files.ts';

/** Tokens that the model reads at once, as it was trained. */
const WINDOW = 256;

/** Tokens around those of the text: its beginning and its end. */
const AROUND = 2;

/**
 * Sentence vectors of 384 numbers, made in this process without a network: all-MiniLM-L6-v2, English only.
 *
 * Texts are read one by one, so that a text's vector is the same whatever it is embedded with.
 */
export class LocalEmbeddings extends Embeddings {
  /** Names the model by its weights: for the cache of vectors and for the settings of a version. */
  static readonly model = `all-MiniLM-L6-v2@${digests['model.onnx']}`;

  readonly #session: InferenceSession;
  readonly #tokenizer: Tokenizer;
  readonly #edges: readonly [number, number];

  private constructor(session: InferenceSession, tokenizer: Tokenizer) {
    super({});
    this.#session = session;
    this.#tokenizer = tokenizer;
    const { ids } = tokenizer.encode('');
    this.#edges = [ids[0] as number, ids.at(-1) as number];
  }

  /**
   * Loads the weights, about 190 MB of memory.
   *
   * @param folder - where `npm run weights` has put them, or a copy
   * @param threads - processor cores that one text may use
   * @throws Error when a file is missing or is not the pinned one
   */
  static async load(
    folder: string = weightsFolder,
    threads = 2,
  ): Promise<LocalEmbeddings> {
    const json = (file: string) =>
      JSON.parse(readWeights(folder, file).toString('utf8')) as object;
    const session = await InferenceSession.create(
      readWeights(folder, 'model.onnx'),
      {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        extra: {
          session: {
            // Computes with 32-bit numbers: 8-bit products differ between processors.
            disable_quant_qdq: '1',
            // Waits for work without using the processor.
            intra_op: { allow_spinning: '0' },
          },
        },
      },
    );
    const tokenizer = new Tokenizer(
      json('tokenizer.json'),
      json('tokenizer_config.json'),
    );
    return new LocalEmbeddings(session, tokenizer);
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const document of documents) {
      vectors.push(await this.embedQuery(document));
    }
    return vectors;
  }

  /** The vector of a text. One that is longer than the model reads at once has the mean of its parts'. */
  override async embedQuery(document: string): Promise<number[]> {
    const [first, last] = this.#edges;
    const ids = this.#tokenizer.encode(document).ids.slice(1, -1);
    const sum = new Array<number>(384).fill(0);
    let at = 0;
    do {
      const part = ids.slice(at, at + WINDOW - AROUND);
      const vector = await this.#embed([first, ...part, last]);
      vector.forEach((value, i) => {
        sum[i] = (sum[i] as number) + value * Math.max(1, part.length);
      });
      at += part.length;
    } while (at < ids.length);
    const length = Math.hypot(...sum);
    return sum.map(value => value / length);
  }

  async #embed(ids: readonly number[]): Promise<Float32Array> {
    const row = (values: readonly number[]) =>
      new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
    const { sentence } = await this.#session.run({
      input_ids: row(ids),
      attention_mask: row(ids.map(() => 1)),
    });
    return sentence?.data as Float32Array;
  }
}
