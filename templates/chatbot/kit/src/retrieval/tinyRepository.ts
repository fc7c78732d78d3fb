import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { DocumentsSettings, RetrieverSettings } from '../config/BotConfig.ts';
import type { Configuration } from '../config/configuration.ts';

const TINY_LAYER = `export class LocalEmbeddings {
  static model = 'tiny@1';
  static async load() { return new LocalEmbeddings(); }
  async embedQuery(text) { return [text.length, 1]; }
  async embedDocuments(texts) { return texts.map(text => [text.length, 1]); }
}`;

/** A repository with two documents, one of them for the board, and a layer of embeddings that needs no weights. */
export function tinyRepository(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'repository-'));
  t.after(() => rmSync(root, { recursive: true }));
  const layer = join(root, 'node_modules/@chatbot/embeddings-local');
  mkdirSync(layer, { recursive: true });
  writeFileSync(
    join(layer, 'package.json'),
    '{ "type": "module", "exports": "./index.js" }',
  );
  writeFileSync(join(layer, 'index.js'), TINY_LAYER);
  mkdirSync(join(root, 'data/documents/board'), { recursive: true });
  writeFileSync(
    join(root, 'data/documents/pay.md'),
    '# Pay\n\n## Day\n\nSalaries are paid on the 25th.\n',
  );
  writeFileSync(
    join(root, 'data/documents/board/grant.md'),
    '# Grant\n\n## Shares\n\nA grant of shares is paid out in May.\n',
  );
  return root;
}

/** The configuration of such a repository, with this retriever. */
export function tinyConfiguration(
  retriever: object,
  more: Partial<Configuration> = {},
): Configuration {
  return {
    environment: {},
    ...more,
    bot: {
      languages: ['en'],
      documents: DocumentsSettings.parse({ groups: { board: ['board'] } }),
      retriever: RetrieverSettings.parse(retriever),
    },
  } as unknown as Configuration;
}
