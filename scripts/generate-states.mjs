// Writes docs/states.md from the state table in plugins/chatbots-common. A unit test fails while the page differs from it.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const {
  outputFiles: [bundle],
} = await build({
  entryPoints: [
    fileURLToPath(
      new URL('plugins/chatbots-common/src/promotion/describeStates.ts', root),
    ),
  ],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
  // The page needs the table alone; the error classes stay where they are installed.
  banner: {
    js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(
      import.meta.url,
    )});`,
  },
});
const { describeStates } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.contents).toString(
    'base64',
  )}`
);
await writeFile(new URL('docs/states.md', root), describeStates());
console.log('Wrote docs/states.md');
