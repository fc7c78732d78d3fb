import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonIn } from './reasonIn.mjs';

describe('reasonIn', () => {
  it('finds the message above a long stack', () => {
    const log = [
      'Loading config',
      "Error: Cannot find module './router'",
      'Require stack:',
      ...Array.from({ length: 40 }, (_, i) => `    at load (file.js:${i})`),
      'Node.js v24',
    ].join('\n');

    assert.equal(
      reasonIn(log),
      "Error: Cannot find module './router'\nRequire stack:\nNode.js v24",
    );
  });

  it('shows the end of a log without an error', () => {
    assert.equal(reasonIn('one\ntwo\nthree\n', 2), 'two\nthree');
  });
});
