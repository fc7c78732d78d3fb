import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './paths.mjs';

/** Questions of somebody new, and where the answer is. ARCHITECTURE.md must name each place, and each must exist. */
const ANSWERS = {
  'a new metric check': ['plugins/chatbots-governance/src/checks'],
  'a new export format': [
    'plugins/chatbots-governance/src/export',
    'plugins/chatbots-backend/src/audit/export',
  ],
  'a new outside system': ['plugins/chatbots-node'],
  'a new kind of git host': ['plugins/chatbots-node/src/scm'],
  'a new page': [
    'plugins/chatbots/src/components',
    'plugins/chatbots/src/plugin.tsx',
  ],
  'a new entity field': [
    'plugins/chatbots-common/src/entities',
    'plugins/catalog-backend-module-chatbots/src/provider',
  ],
  'a new permission': [
    'plugins/chatbots-common/src/permissions',
    'plugins/chatbots-backend/src/authorization',
  ],
  'a new list or page of the API': [
    'plugins/chatbots-backend/src/views',
    'plugins/chatbots-backend/src/authorization',
    'plugins/chatbots-backend/src/router',
  ],
  'a new command': [
    'plugins/chatbots-backend/src/governance',
    'plugins/chatbots-backend/src/registry',
    'plugins/chatbots-backend/src/records',
  ],
  'something that follows a commit': ['plugins/chatbots-backend/src/followers'],
  'a new reason code': ['plugins/chatbots-common/src/errors/codes'],
  'a new template layer': [
    'templates/chatbot/skeleton',
    'templates/chatbot/template.yaml',
  ],
};

const map = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');

for (const [question, places] of Object.entries(ANSWERS)) {
  test(`the map tells where to add ${question}`, () => {
    for (const place of places) {
      assert.ok(existsSync(join(ROOT, place)), `${place} does not exist`);
      assert.ok(map.includes(place), `ARCHITECTURE.md does not name ${place}`);
    }
  });
}

test('the map names no place that does not exist', () => {
  const named = [
    ...map.matchAll(
      /`((?:plugins|packages|templates|scripts|examples|docs)\/[^`<\s]*)`/g,
    ),
  ];
  assert.ok(named.length > 20);
  for (const [, place] of named) {
    assert.ok(existsSync(join(ROOT, place)), `${place} does not exist`);
  }
});
