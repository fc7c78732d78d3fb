import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import {
  checkDisk,
  checkPort,
  parseGitVersion,
  requireGit,
} from './preflight.mjs';

const port = number => ({
  port: number,
  name: 'portal',
  variable: 'PORTAL_PORT',
});

describe('checkPort', () => {
  it('tells in one line how to get past a taken port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = server.address().port;

    await assert.rejects(checkPort(port(taken)), error => {
      assert.match(error.message, new RegExp(`^Port ${taken} .*is taken: `));
      assert.match(error.message, /PORTAL_PORT/);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });

    server.close();
    await once(server, 'close');
    await checkPort(port(taken));
  });
});

describe('checkDisk', () => {
  it('fails before the disk is full', async () => {
    await checkDisk({ gibibytes: 0, what: 'nothing' });
    await assert.rejects(
      checkDisk({ gibibytes: 1e9, what: 'the installation' }),
      /^Problem: The disk has .* GiB left and the installation needs .*: free some space[^\n]*$/,
    );
  });
});

describe('requireGit', () => {
  it('reads the version that any git prints', () => {
    assert.deepEqual(parseGitVersion('git version 2.39.5'), [2, 39]);
    assert.deepEqual(
      parseGitVersion('git version 2.46.0 (Apple Git-151)'),
      [2, 46],
    );
    assert.equal(parseGitVersion('command not found'), undefined);
  });

  it('accepts 2.38 and refuses what is older, or no git at all', () => {
    assert.equal(requireGit('git version 2.38.0'), 'git 2.38');
    assert.equal(requireGit('git version 3.0.1'), 'git 3.0');
    assert.throws(
      () => requireGit('git version 2.37.9'),
      /git 2\.37 is too old: install git 2\.38 or newer/,
    );
    assert.throws(
      () => requireGit('git version 1.99.0'),
      /git 1\.99 is too old/,
    );
    assert.throws(() => requireGit(''), /git was not found: install git/);
  });
});
