import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bundledCopies } from './bundledCopies.mjs';
import { NODE_MODULES } from './paths.mjs';

const ONE = `
"../../node_modules/@backstage/ui/dist/index.js"(module) {}
"../../node_modules/@backstage/ui/dist/Button.js"(module) {}
"../../node_modules/@backstage/ui-extras/dist/index.js"(module) {}
`;

describe('bundledCopies', () => {
  it('finds a package once, however many of its modules there are', () => {
    assert.deepEqual(bundledCopies([ONE, ONE], '@backstage/ui'), [
      'node_modules/@backstage/ui',
    ]);
  });

  it('finds a second copy below another package or below the app', () => {
    const more = `
"../../node_modules/@acme/plugin/node_modules/@backstage/ui/dist/index.js"(module) {}
"./node_modules/@backstage/ui/dist/index.js"(module) {}
`;
    assert.deepEqual(bundledCopies([ONE, more], '@backstage/ui'), [
      'node_modules/@acme/plugin/node_modules/@backstage/ui',
      'node_modules/@backstage/ui',
      'packages/app/node_modules/@backstage/ui',
    ]);
  });

  it('finds nothing where the package is not bundled', () => {
    assert.deepEqual(bundledCopies([ONE], '@backstage/core-plugin-api'), []);
  });
});

describe('bundledCopies of a bundle with source maps', () => {
  it('reads megabytes of Base64 in a moment', () => {
    const startedAt = performance.now();
    const map = 'abcd+'.repeat(200_000);
    assert.deepEqual(bundledCopies([`${map} ${ONE}`], '@backstage/ui'), [
      'node_modules/@backstage/ui',
    ]);
    assert.ok(performance.now() - startedAt < 2_000);
  });

  it('takes two spellings of a folder for one', () => {
    const other = '"./../../node_modules/@backstage/ui/css/styles.css"() {}';
    assert.deepEqual(bundledCopies([ONE, other], '@backstage/ui'), [
      'node_modules/@backstage/ui',
    ]);
  });
});

describe('bundledCopies of what the bundler of Backstage makes', () => {
  const NAME = '@backstage/core-plugin-api';
  const { rspack } = createRequire(import.meta.url)(
    join(NODE_MODULES, '@rspack/core'),
  );
  let root;

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'bundled-copies-'));
    write('packages/app/src/index.js', [
      `import { createApiRef } from '${NAME}';`,
      "import { ref } from '@acme/plugin';",
      "console.log(createApiRef({ id: 'app' }), ref);",
    ]);
    write('node_modules/@acme/plugin/index.js', [
      `import { createApiRef } from '${NAME}';`,
      "export const ref = createApiRef({ id: 'acme' });",
    ]);
    plant('node_modules');
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  function write(file, lines) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${lines.join('\n')}\n`);
  }

  /** Installs the real package below a folder. */
  function plant(folder) {
    cpSync(join(NODE_MODULES, NAME), join(root, folder, NAME), {
      recursive: true,
    });
  }

  /** The scripts that a browser gets, made as `yarn start` of an app makes them. */
  async function bundle() {
    const path = join(root, 'dist');
    const compiler = rspack({
      mode: 'development',
      devtool: 'eval-cheap-module-source-map',
      context: join(root, 'packages/app'),
      entry: './src/index.js',
      output: { path, clean: true },
      // What the package needs stands where this checkout has it.
      resolve: { modules: ['node_modules', NODE_MODULES] },
    });
    await new Promise((resolve, reject) => {
      compiler.run((error, stats) => {
        const failed = error ?? (stats.hasErrors() && new Error(stats));
        compiler.close(() => (failed ? reject(failed) : resolve()));
      });
    });
    return readdirSync(path)
      .filter(file => file.endsWith('.js'))
      .map(file => readFileSync(join(path, file), 'utf8'));
  }

  it('finds the one copy that the app and a plugin share', async () => {
    assert.deepEqual(bundledCopies(await bundle(), NAME), [
      `node_modules/${NAME}`,
    ]);
  });

  it('finds the second copy that a plugin brings along', async () => {
    plant('node_modules/@acme/plugin/node_modules');
    assert.deepEqual(bundledCopies(await bundle(), NAME), [
      `node_modules/@acme/plugin/node_modules/${NAME}`,
      `node_modules/${NAME}`,
    ]);
  });
});
