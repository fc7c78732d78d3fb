import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundledCopies } from './bundledCopies.mjs';

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
