import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allowedMissing, ensureTool } from './systemTools.mjs';

const absent = {
  name: 'no-such-tool',
  commands: ['no-such-tool-of-any-kind'],
  aptPackage: 'no-such-package-of-any-kind',
};

describe('ensureTool', () => {
  it('finds what is there', async () => {
    const { file } = await ensureTool({ ...absent, commands: ['sh'] });
    assert.match(file, /\/sh$/);
  });

  it('fails for a missing tool, unless it may be missing', async t => {
    t.after(() => delete process.env.ALLOW_MISSING);
    // An empty PATH hides apt-get: nothing is installed by this test.
    const path = process.env.PATH;
    t.after(() => {
      process.env.PATH = path;
    });
    process.env.PATH = '';

    delete process.env.ALLOW_MISSING;
    const strict = await ensureTool(absent);
    process.env.ALLOW_MISSING = 'other, no-such-tool';
    const lenient = await ensureTool(absent);

    assert.equal(strict.missing.failed, 1);
    assert.match(strict.missing.output, /ALLOW_MISSING/);
    assert.equal(lenient.missing.failed, 0);
    assert.equal(lenient.missing.passed, 0);
    assert.match(lenient.missing.remark, /no-such-tool is missing/);
  });
});

describe('allowedMissing', () => {
  it('takes commas and spaces', () => {
    assert.deepEqual(allowedMissing({ ALLOW_MISSING: 'a, b  c' }), [
      'a',
      'b',
      'c',
    ]);
    assert.deepEqual(allowedMissing({}), []);
  });
});
