import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './paths.mjs';
import { substitute, yamlScalar } from './yamlScalar.mjs';

const text = `
# backend: { listen: { port: 1 } }
backend:
  baseUrl: 'http://localhost:7007' # quoted
  listen:
    host: 127.0.0.1
    port: \${PORTAL_PORT:-7007}
  other:
    port: 9
integrations:
  gitea:
    - host: one
      baseUrl: http://one:1
`;

describe('yamlScalar', () => {
  it('finds a value by its path only', () => {
    assert.equal(
      yamlScalar(text, ['backend', 'listen', 'port']),
      '${PORTAL_PORT:-7007}',
    );
    assert.equal(yamlScalar(text, ['backend', 'other', 'port']), '9');
    assert.equal(yamlScalar(text, ['listen', 'port']), undefined);
    assert.equal(yamlScalar(text, ['backend', 'port']), undefined);
  });

  it('reads quoted values and drops comments', () => {
    assert.equal(
      yamlScalar(text, ['backend', 'baseUrl']),
      'http://localhost:7007',
    );
  });

  it('looks into list items', () => {
    assert.equal(yamlScalar(text, ['integrations', 'gitea', 'host']), 'one');
    assert.equal(
      yamlScalar(text, ['integrations', 'gitea', 'baseUrl']),
      'http://one:1',
    );
  });

  it('finds the ports of the configuration in use', () => {
    const config = readFileSync(join(ROOT, 'app-config.yaml'), 'utf8');

    for (const path of [
      ['backend', 'listen', 'port'],
      ['integrations', 'gitea', 'baseUrl'],
      ['app', 'baseUrl'],
    ]) {
      assert.match(substitute(yamlScalar(config, path), {}), /\d{4}/);
    }
  });
});

describe('substitute', () => {
  it('prefers the environment and falls back to the default', () => {
    assert.equal(substitute('${A:-1}', {}), '1');
    assert.equal(substitute('${A:-1}', { A: '2' }), '2');
    assert.equal(substitute('${A:-1}', { A: '' }), '1');
    assert.equal(substitute('x-${A}-y', { A: '2' }), 'x-2-y');
  });
});
