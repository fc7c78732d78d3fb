import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { DeploymentRecords } from '../deploy/DeploymentRecord.ts';
import {
  permitKey,
  signPermit,
  startFake,
} from '../deploy/testing/fakePortal.ts';
import {
  startedProcesses,
  stopAll,
} from '../deploy/testing/startedProcesses.ts';
import { tinyRelease } from '../deploy/testing/tinyBot.ts';
import type { Release } from '../deploy/Target.ts';
import { kitFolder } from '../text/kitFolder.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

/*
 * The deploy job as the pipeline starts it, with the real permit code, against a portal on loopback: whatever is wrong
 * with a permit, the job says so by a reason code and starts nothing.
 */

const promotionId = '11111111-1111-4111-8111-111111111111';
const key = permitKey();
const minute = 60_000;
let release: Release;

before(async () => {
  release = await tinyRelease('1.0.0');
});

interface Circumstances {
  predicate?: object;
  archiveDigest?: string;
  signer?: typeof key;
  /** What the portal answers to the job that asks for the permit, or that uses it. */
  refusal?: { of: 'permit' | 'consume'; reason: string };
  /** Another job had written the permit down before it was killed. */
  isResumed?: boolean;
  /** The promotion's deployment as the portal knows it. */
  deployment?: object;
  /** Set on top of what the job's environment has. */
  environment?: Record<string, string>;
}

function statementOf({ predicate, archiveDigest }: Circumstances) {
  const sha256 = archiveDigest ?? release.archiveDigest;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'tiny-bot · 1.0.0', digest: { sha256: release.digest } },
      { name: 'chatbot.tgz', digest: { sha256 } },
    ],
    predicateType: 'https://chatbot-portal.dev/permit/v1',
    predicate: {
      permitId: 'permit-1',
      promotionId,
      chatbot: 'tiny-bot',
      repositoryId: '42',
      version: '1.0.0',
      stage: 'production',
      strategy: 'canary',
      bindingDigest: 'b'.repeat(64),
      issuedAt: new Date(Date.now() - minute).toISOString(),
      expiresAt: new Date(Date.now() + minute).toISOString(),
      portal: 'http://127.0.0.1',
      ...predicate,
    },
  };
}

/** Runs the job to its end; resolves with what it said and what the portal was asked. */
async function runJob(circumstances: Circumstances = {}) {
  const { signer = key, refusal, deployment } = circumstances;
  const envelope = signPermit(statementOf(circumstances), signer);
  const portal = await startFake(request => {
    const what = /\/(\w+)$/.exec(request)?.[1];
    if (refusal && what === refusal.of) {
      const error = { message: 'No', reason: refusal.reason, hint: 'Look' };
      return { status: 409, body: { error } };
    }
    if (deployment && what === 'consume') {
      return { status: 200, body: deployment };
    }
    if (request.includes('/api/packages/')) {
      return { status: 200, body: readFileSync(release.archivePath) };
    }
    return what === 'permit'
      ? { status: 200, body: { envelope } }
      : { status: 200, body: { commit: 'c'.repeat(40) } };
  });
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.chatbot-portal'));
  const files = {
    'package.json': { version: '1.0.0' },
    '.chatbot-portal/config.json': { chatbot: 'tiny-bot' },
    '.chatbot-portal/keys.json': { keys: [key.pinned] },
  };
  for (const [path, value] of Object.entries(files)) {
    writeFileSync(join(folder, path), JSON.stringify(value));
  }
  const state = join(folder, 'state');
  if (circumstances.isResumed) {
    DeploymentRecords.create(state).write(promotionId, {
      idempotencyKey: 'run-of-the-killed-job',
      statement: statementOf(circumstances),
    });
  }
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    PROMOTION_ID: promotionId,
    VERSION: '1.0.0',
    STAGE: 'production',
    DEPLOY_STATE_DIR: state,
    CHATBOT_PORTAL_URL: portal.url,
    CHATBOT_PORTAL_TOKEN: 'token-of-the-job',
    ARTIFACT_REPOSITORY_URL: portal.url,
    GITHUB_REPOSITORY: 'chatbots/tiny-bot',
    GITHUB_RUN_ID: '7',
    ...circumstances.environment,
  };
  const [code, said] = await new Promise<[number, string]>(resolve => {
    const main = join(kitFolder, 'bin/chatbot.mjs');
    execFile(
      process.execPath,
      [main, 'deploy'],
      { cwd: folder, env },
      (error, stdout, stderr) =>
        resolve([error ? Number(error.code) : 0, `${stdout}${stderr}`]),
    );
  });
  portal.stop();
  const started = startedProcesses(state);
  await stopAll(state);
  return { code, said, started, asked: portal.asked };
}

const refusals: [name: string, reason: string, Circumstances][] = [
  [
    'a permit that expired',
    'permit-expired',
    { predicate: { expiresAt: new Date(Date.now() - 1).toISOString() } },
  ],
  [
    'a permit for another stage',
    'permit-scope-mismatch',
    { predicate: { stage: 'staging' } },
  ],
  [
    'a permit for another stage that a killed job had verified',
    'permit-scope-mismatch',
    { predicate: { stage: 'staging' }, isResumed: true },
  ],
  [
    'a permit for another version than the job was started for',
    'permit-scope-mismatch',
    { environment: { VERSION: '2.0.0' } },
  ],
  [
    'a permit that a stranger signed',
    'permit-signature-invalid',
    { signer: { ...permitKey(), keyId: key.keyId } },
  ],
  [
    'an archive that the version does not list',
    'artifact-mismatch',
    { archiveDigest: 'e'.repeat(64) },
  ],
  [
    'an approval that expired at the portal',
    'approval-expired',
    { refusal: { of: 'permit', reason: 'approval-expired' } },
  ],
  [
    'a permit that was used before',
    'permit-consumed',
    { refusal: { of: 'consume', reason: 'permit-consumed' } },
  ],
  [
    'a permit for another digest than the portal knows',
    'permit-digest-mismatch',
    { refusal: { of: 'consume', reason: 'permit-digest-mismatch' } },
  ],
];

for (const [name, reason, circumstances] of refusals) {
  test(`refused, and nothing deployed: ${name}`, async () => {
    const { code, said, started, asked } = await runJob(circumstances);
    assert.equal(code, 1, said);
    assert.match(said, new RegExp(`^error  ${reason}: `, 'm'));
    assert.deepEqual(started, []);
    const isUsed = asked.some(request => request.endsWith('/consume'));
    assert.equal(isUsed, circumstances.refusal?.of === 'consume');
    assert.ok(!asked.some(request => /\/(steps|outcome)$/.test(request)));
  });
}

test('a promotion whose deployment ended well and is gone is neither tested nor reported', async () => {
  const { code, said, asked } = await runJob({
    deployment: { id: 'deployment-1', state: 'deployed', steps: [] },
  });
  assert.equal(code, 1, said);
  assert.match(said, /1\.0\.0 is not what runs now.*runs no version now/);
  assert.ok(!asked.some(request => request.endsWith('/evaluations')));
});

for (const [name, folder, said] of [
  ['without a folder for its state', '', 'DEPLOY_STATE_DIR is not set'],
  [
    'with one that the next checkout cleans',
    'below/it',
    'DEPLOY_STATE_DIR is inside the checkout',
  ],
] as const) {
  test(`a pipeline ${name} deploys nothing`, async () => {
    const environment = { CI: 'true', DEPLOY_STATE_DIR: folder };
    const job = await runJob({ environment });
    assert.equal(job.code, 1, job.said);
    assert.match(job.said, new RegExp(`^error  ${said}`, 'm'));
    assert.match(job.said, /^hint   .*outlives the job/m);
    assert.deepEqual(job.asked, []);
  });
}

test('with nothing wrong, the same job goes on to use the permit', async () => {
  const { said, asked } = await runJob();
  assert.ok(
    asked.some(request => request.endsWith('/permits/permit-1/consume')),
  );
  assert.match(said, /has the digest that the permit lists/);
});
