import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { installProblem, isCutOff } from './networkProblem.mjs';

const first = output =>
  installProblem('Installing the dependencies', output).message.split('\n');

describe('installProblem', () => {
  for (const output of [
    'npm error code ENOTFOUND\nnpm error getaddrinfo ENOTFOUND registry',
    '➤ YN0001: │ RequestError: connect ECONNREFUSED 127.0.0.1:443',
    'npm error code EAI_AGAIN',
    'network timeout ETIMEDOUT',
  ]) {
    it(`tells in one line that there is no network: ${output.slice(
      0,
      30,
    )}`, () => {
      const lines = first(output);
      assert.equal(lines.length, 1);
      assert.match(lines[0], /could not reach the npm registry: connect/);
    });
  }

  for (const output of [
    '➤ YN0001: │ RequestError: self-signed certificate in certificate chain',
    'RequestError: unable to get local issuer certificate',
    'npm error code UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ]) {
    it(`tells a foreign certificate from no network: ${output.slice(
      -30,
    )}`, () => {
      const lines = first(output);
      assert.equal(lines.length, 1);
      assert.match(lines[0], /certificate .+ NODE_EXTRA_CA_CERTS/);
    });
  }

  it('tells in one line that the disk is full', () => {
    const lines = first('ENOSPC: no space left on device, write');
    assert.equal(lines.length, 1);
    assert.match(lines[0], /ran out of disk space: free/);
  });

  it('tells in one line that the lock file is stale', () => {
    const lines = first(
      'The lockfile would have been modified by this install',
    );
    assert.equal(lines.length, 1);
    assert.match(lines[0], /yarn\.lock does not match/);
  });

  it('keeps the output of what it does not know', () => {
    assert.match(first('something else').join('\n'), /something else/);
  });
});

describe('isCutOff', () => {
  it('heeds what Yarn gave up, not what a package says while it is built', () => {
    const lost = '➤ YN0001: │ RequestError: getaddrinfo ENOTFOUND registry';
    assert.ok(isCutOff(`➤ YN0013: │ 3 packages\n${lost}\n`));
    assert.ok(!isCutOff('➤ YN0000: │ a STDERR prebuild: ECONNRESET'));
  });
});
