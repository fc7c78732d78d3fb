import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';

/**
 * GitHub's own reading of workflow files, as its editors use it. Its modules
 * import each other in ways that only a bundler understands, so it is bundled
 * first.
 */
export async function loadLanguageService() {
  const folder = await mkdtemp(join(tmpdir(), 'chatbot-languageservice-'));
  try {
    const outfile = join(folder, 'languageservice.mjs');
    await build({
      entryPoints: [
        fileURLToPath(import.meta.resolve('@actions/languageservice')),
      ],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      // Some of its dependencies are CommonJS and ask for Node's own modules.
      banner: {
        js: "import { createRequire as bundled } from 'node:module'; const require = bundled(import.meta.url);",
      },
    });
    const { validate } = await import(pathToFileURL(outfile));
    let documents = 0;
    return {
      /** What is wrong with a workflow, as `line: message`. */
      async problemsOf(path, text) {
        // It remembers what it parsed by address: each text needs its own.
        documents += 1;
        const uri = `file:///${documents}/${path}`;
        const found = await validate(TextDocument.create(uri, 'yaml', 1, text));
        return found.map(
          ({ range, message }) => `${path}:${range.start.line + 1}: ${message}`,
        );
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
