import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Release } from '../Target.ts';
import { startedProcesses, stopAll } from '../testing/startedProcesses.ts';
import { tinyRelease } from '../testing/tinyBot.ts';
import { LocalTarget } from './LocalTarget.ts';
import { Processes } from './Processes.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';

/* Real processes behind the real router: what a canary is when nothing is replaced. */

const stateFolder = temporaryFolder();
const target = LocalTarget.create('production', stateFolder, {});
let first: Release;
let second: Release;

before(async () => {
  first = await tinyRelease('1.0.0');
  second = await tinyRelease('2.0.0');
});
after(() => stopAll(stateFolder));

/** Who answers at the public address, by digest, and how often. */
async function answers(requests: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const url = await target.publicUrl();
  for (let i = 0; i < requests; i++) {
    const response = await fetch(`${url}/version`);
    const { digest } = (await response.json()) as { digest: string };
    counts[digest] = (counts[digest] ?? 0) + 1;
  }
  return counts;
}

async function bringUp(release: Release): Promise<void> {
  await target.prepare(release);
  await target.start(release);
}

test('the first release of a stage gets all traffic, once it gets any', async () => {
  await bringUp(first);
  await target.shift(first, 0);
  assert.equal((await fetch(await target.publicUrl())).status, 503);
  await target.shift(first, 10);
  assert.deepEqual(await answers(5), { [first.digest]: 5 });
  await target.assertHealthy(first);
  await target.finish(first);
});

test('a canary runs beside the old release and gets exactly its share', async () => {
  await target.assertInPlace(first);
  await bringUp(second);
  assert.equal(startedProcesses(stateFolder).length, 3);
  await target.shift(second, 0);
  assert.deepEqual(await answers(5), { [first.digest]: 5 });
  await target.shift(second, 10);
  assert.deepEqual(await answers(20), {
    [first.digest]: 18,
    [second.digest]: 2,
  });
  await assert.rejects(
    target.assertInPlace(first),
    /2\.0\.0 is being rolled out to production/,
  );
  await target.shift(second, 50);
  assert.deepEqual(await answers(10), {
    [first.digest]: 5,
    [second.digest]: 5,
  });
  await target.shift(second, 100);
  assert.deepEqual(await answers(5), { [second.digest]: 5 });
});

test('finishing ends the old release, and another job finds the new one', async () => {
  await target.finish(second);
  assert.deepEqual(startedProcesses(stateFolder), [
    `production-${second.digest.slice(0, 12)}`,
    'production-router',
  ]);
  const other = LocalTarget.create('production', stateFolder, {});
  await other.assertHealthy(second);
  await assert.rejects(other.directUrl(first), /was not started/);
  await other.assertInPlace(second);
  await assert.rejects(
    other.assertInPlace(first),
    /production runs 2\.0\.0 now/,
  );
});

test('a release that does not start is taken back', async () => {
  const broken = await tinyRelease('3.0.0', 'crashes');
  await assert.rejects(bringUp(broken), /The bot did not start, see logs/);
  assert.equal(await target.rollBack(broken), true);
  assert.deepEqual(await answers(5), { [second.digest]: 5 });
  assert.equal(startedProcesses(stateFolder).length, 2);
});

for (const [fault, reason] of [
  ['falls-ill', /health check answered 500/],
  ['lies', /says that it is other, not/],
] as const) {
  test(`a release that ${fault} while it has traffic is taken back, and its process ends`, async () => {
    const broken = await tinyRelease(`4.0.0-${fault}`, fault);
    await bringUp(broken);
    await target.shift(broken, 10);
    await assert.rejects(target.assertHealthy(broken), reason);
    assert.equal(await target.rollBack(broken), true);
    assert.deepEqual(await answers(10), { [second.digest]: 10 });
    assert.equal(startedProcesses(stateFolder).length, 2);
  });
}

test('a release that ended by itself is not in place', async () => {
  await Processes.create(stateFolder).stop(
    `production-${second.digest.slice(0, 12)}`,
  );
  await assert.rejects(
    target.assertInPlace(second),
    /health check answered 502/,
  );
});

test('the first release of a stage has nobody to return to', async () => {
  const staging = LocalTarget.create('staging', stateFolder, {});
  await staging.prepare(first);
  await staging.start(first);
  await staging.shift(first, 100);
  assert.equal(await staging.rollBack(first), false);
  assert.equal((await fetch(await staging.publicUrl())).status, 503);
});
