// Writes the pages that are made from tables in plugins. Unit tests there fail while a page differs.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);

const PAGES = [
  {
    page: 'docs/states.md',
    source: 'plugins/chatbots-governance/src/promotion/describeStates.ts',
    name: 'describeStates',
  },
  {
    page: 'docs/reason-codes.md',
    source: 'plugins/chatbots-common/src/errors/describeReasons.ts',
    name: 'describeReasons',
  },
  {
    page: 'docs/events.md',
    source: 'plugins/chatbots-common/src/events/describeEvents.ts',
    name: 'describeEvents',
  },
];

/** Runs a source file without building the package. */
async function load(source) {
  const {
    outputFiles: [bundle],
  } = await build({
    entryPoints: [fileURLToPath(new URL(source, root))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    // The pages need the tables alone; the error classes stay where they are installed.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(
        import.meta.url,
      )});`,
    },
  });
  const code = Buffer.from(bundle.contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

for (const { page, source, name } of PAGES) {
  const text = (await load(source))[name]();
  await writeFile(new URL(page, root), text);
  console.log(`Wrote ${page}`);
}
