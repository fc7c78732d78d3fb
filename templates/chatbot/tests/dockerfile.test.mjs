import { validate } from 'dockerfile-utils';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { templateFolder } from './renderTemplate.mjs';

const dockerfile = readFileSync(
  join(templateFolder, 'skeleton/base/Dockerfile'),
  'utf8',
);

function problemsOf(text) {
  return validate(text).map(({ message }) => message);
}

test('Docker understands the Dockerfile', () => {
  assert.deepEqual(problemsOf(dockerfile), []);
});

const faults = [
  ['an unknown instruction', 'WORKDIR', 'WORKDRI', /WORKDRI/],
  ['an unknown flag', '--from=', '--form=', /form/],
  ['a port that is none', 'EXPOSE 8080', 'EXPOSE http', /containerPort/],
  ['a time that is none', 'interval=10s', 'interval=soon', /duration/],
];
for (const [name, from, to, message] of faults) {
  test(`Docker would refuse ${name}`, () => {
    assert.ok(dockerfile.includes(from));
    assert.match(problemsOf(dockerfile.replace(from, to)).join('\n'), message);
  });
}
