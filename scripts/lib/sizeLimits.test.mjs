import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFileSizes, checkReportSize } from './sizeLimits.mjs';

const SRC = 'plugins/chatbots-backend/src';
/** So many source files of so many lines each. */
const files = (number, lines, name = 'File') =>
  Array.from({ length: number }, (_, n) => [`${SRC}/${name}${n}.ts`, lines]);

describe('checkFileSizes', () => {
  it('takes files of 400 lines, and names each that is longer', () => {
    assert.deepEqual(checkFileSizes(files(2, 400)).problems, []);
    const { problems } = checkFileSizes([
      ...files(1, 400),
      [`${SRC}/Long.test.ts`, 401],
      ['scripts/long.mjs', 500],
    ]);
    assert.deepEqual(problems, [
      'Over 400 lines, split by idea:',
      `${SRC}/Long.test.ts: 401 lines`,
      'scripts/long.mjs: 500 lines',
    ]);
  });

  it('names the small files once they are 18 % of the source', () => {
    const small = files(18, 24, 'Small');
    assert.deepEqual(checkFileSizes([...small, ...files(83, 25)]), {
      remark: '17.8 % of 101 source files under 25 lines',
      problems: [],
    });
    const { problems } = checkFileSizes([...small, ...files(82, 25)]);
    assert.match(
      problems[0],
      /^18\.0 % of 100 source files under 25 lines, join .* below 18 %:$/,
    );
    assert.equal(problems.length, 1 + 18);
  });

  it('counts neither tests nor what is outside of src as source', () => {
    const { remark } = checkFileSizes([
      ...files(1, 30),
      [`${SRC}/one.test.ts`, 3],
      [`${SRC}/__testUtils__/until.ts`, 3],
      [`${SRC}/setupTests.ts`, 3],
      ['plugins/chatbots-backend/config.d.ts', 3],
      ['scripts/ci.mjs', 3],
    ]);
    assert.equal(remark, '0.0 % of 1 source files under 25 lines');
  });
});

describe('checkReportSize', () => {
  /** A report with so many exports and at least so many bytes. */
  const report = (exports, bytes = 0) => {
    const text = [
      '```ts',
      ...Array.from({ length: exports }, (_, n) => `export const x${n}: 1;`),
      '```',
    ].join('\n');
    return text.padEnd(bytes, '\n');
  };

  it('takes 99 exports, and refuses 100', () => {
    assert.deepEqual(checkReportSize('a.api.md', report(99)).problems, []);
    const { remark, problems } = checkReportSize('a.api.md', report(100));
    assert.match(remark, /^100 exports, /);
    assert.deepEqual(problems, [
      'a.api.md has to stay under 100 exports and 40000 bytes: move what few need to a sub-path',
    ]);
  });

  it('takes 39999 bytes, and refuses 40000', () => {
    assert.deepEqual(
      checkReportSize('a.api.md', report(1, 39_999)).problems,
      [],
    );
    assert.equal(
      checkReportSize('a.api.md', report(1, 40_000)).problems.length,
      1,
    );
  });

  it('counts bytes and not characters', () => {
    assert.equal(
      checkReportSize('a.api.md', `${report(1)}${'ä'.repeat(20_000)}`).problems
        .length,
      1,
    );
  });
});
