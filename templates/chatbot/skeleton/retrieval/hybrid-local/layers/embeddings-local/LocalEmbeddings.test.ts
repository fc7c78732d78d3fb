import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LocalEmbeddings } from './LocalEmbeddings.ts';
import { digests, weightsFolder } from './weights/files.ts';

/* Figures that the model's authors give for the full weights: 0.6660, 0.1046 and 0.1411. */

const skip = existsSync(join(weightsFolder, 'model.onnx'))
  ? false
  : 'the weights are not there: npm run weights --workspace @chatbot/embeddings-local';

const cosine = (a: number[], b: number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

test(
  "sentences are as near to each other as the model's authors say",
  { skip },
  async () => {
    const embeddings = await LocalEmbeddings.load();
    const [lovely = [], sunny = [], stadium = []] =
      await embeddings.embedDocuments([
        'The weather is lovely today.',
        "It's so sunny outside!",
        'He drove to the stadium.',
      ]);
    const figures = [
      cosine(lovely, sunny),
      cosine(lovely, stadium),
      cosine(sunny, stadium),
    ];
    [0.666, 0.1046, 0.1411].forEach((expected, i) =>
      assert.ok(
        Math.abs((figures[i] as number) - expected) < 0.005,
        figures.join(),
      ),
    );
    assert.equal(lovely.length, 384);
    assert.ok(Math.abs(Math.hypot(...lovely) - 1) < 1e-6);
  },
);

test(
  'a vector is the same alone and among others, and every part of a long text counts',
  { skip },
  async () => {
    const embeddings = await LocalEmbeddings.load();
    const alone = await embeddings.embedQuery('Where do I park?');
    const [, among] = await embeddings.embedDocuments([
      'x',
      'Where do I park?',
      'y '.repeat(90),
    ]);
    assert.deepEqual(among, alone);
    const filler = 'The canteen opens at eleven. '.repeat(60);
    const parking = await embeddings.embedQuery(
      `${filler} ${'Cars park in the yard. '.repeat(40)}`,
    );
    const canteen = await embeddings.embedQuery(filler);
    assert.ok(cosine(parking, alone) > cosine(canteen, alone) + 0.1);
    assert.equal((await embeddings.embedQuery('')).length, 384);
  },
);

test(
  'weights that are missing or others than pinned are refused, with what to do',
  { skip },
  async t => {
    const folder = mkdtempSync(join(tmpdir(), 'weights-'));
    t.after(() => rmSync(folder, { recursive: true }));
    await assert.rejects(
      LocalEmbeddings.load(folder),
      /model\.onnx can't be read: make the weights with "npm run weights/,
    );
    for (const file of Object.keys(digests)) {
      copyFileSync(join(weightsFolder, file), join(folder, file));
    }
    writeFileSync(join(folder, 'tokenizer.json'), '{}');
    await assert.rejects(
      LocalEmbeddings.load(folder),
      /tokenizer\.json has the digest .* is pinned/,
    );
  },
);
