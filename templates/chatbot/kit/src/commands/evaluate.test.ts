import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readEvidence, readResult } from '../evaluation/results.ts';
import { repositoryWith } from '../testing/createTestGraph.ts';
import { kitFolder } from '../text/kitFolder.ts';

const main = join(kitFolder, 'bin/chatbot.mjs');

test(
  'watches: runs the samples that failed again on a change, on the working copy, until it is interrupted',
  { timeout: 60_000 },
  async t => {
    const root = repositoryWith({});
    const leave = join(root, 'data/documents/leave.md');
    const right = readFileSync(leave, 'utf8');
    writeFileSync(leave, right.replaceAll('30 days', '20 days'));
    const args = ['evaluate', '--suite', 'smoke', '--failed', '--watch'];
    const child = spawn(process.execPath, [main, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8');
    const until = async (pattern: RegExp) => {
      while (!pattern.test(said)) {
        const [text] = (await once(child.stdout, 'data')) as [string];
        said += text;
      }
    };
    await until(/Waiting for a change/);
    assert.match(said, /^Evaluating the working copy, not the archive\.$/m);
    assert.match(said, /all samples asked, since .*; failed: 1 of 10$/m);
    assert.match(
      said,
      /smoke-leave-01: .*\n.*fact_recall: Not said: “30 days”/,
    );
    said = '';
    writeFileSync(leave, right);
    await until(/Waiting for a change/);
    assert.match(said, /^Changed: data\/documents\/leave\.md$/m);
    assert.match(said, /asked again: 1; failed now: 0 of 10$/m);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(readResult(root, 'smoke')?.workingCopy, true);
    assert.throws(
      () => readEvidence(root),
      /smoke\.json was measured on the working copy/,
    );
  },
);
