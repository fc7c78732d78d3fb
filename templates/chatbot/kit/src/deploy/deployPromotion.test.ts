import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PermitStatement } from '../../portal/permit.mjs';
import { deployPromotion, type DeployParts } from './deployPromotion.ts';
import { DeploymentRecords } from './DeploymentRecord.ts';
import type { Deployment } from './Portal.ts';
import { remainingSteps, rolloutSteps } from './rollout.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const promotionId = '11111111-1111-4111-8111-111111111111';
const request = { promotionId, stage: 'production', idempotencyKey: 'run-1' };

/** A portal and a target that write down what happens to them, in order. */
function world({
  strategy = 'canary',
  hasCurrent = true,
  unhealthyAt = -1,
  listsArtifact = true,
  smoke = true,
  isReplaced = false,
} = {}) {
  const happened: string[] = [];
  let consumedBy: string | undefined;
  let weight = 0;
  const deployment: Deployment = {
    id: 'deployment-1',
    state: 'open',
    steps: [],
  };
  const say = (line: string) => void happened.push(line);
  const statement = {
    subject: [{ name: 'bot · 1', digest: { sha256: 'd'.repeat(64) } }],
    predicate: { permitId: 'p', version: '1', stage: 'production', strategy },
  } as unknown as PermitStatement;
  const parts: DeployParts = {
    portal: {
      fetchPermit: async () => (say('fetch permit'), statement),
      hashArtifact: async () => {
        if (!listsArtifact) {
          throw Object.assign(new Error('not listed'), {
            reason: 'artifact-mismatch',
          });
        }
        return 'a'.repeat(64);
      },
      consumePermit: async (_, key) => {
        if (consumedBy !== undefined && consumedBy !== key) {
          throw Object.assign(new Error('used'), { reason: 'permit-consumed' });
        }
        consumedBy = key;
        say(`consume as ${key}`);
        return deployment;
      },
      getDeployment: async () => deployment,
      commitOf: async () => 'c'.repeat(40),
      reportStep: async (_, step) => {
        deployment.steps.push(step);
        say(`step ${step.sequence} ${step.name} ${step.status}`);
      },
      reportOutcome: async (_, outcome) => {
        deployment.state = outcome;
        say(outcome);
      },
      reportEvaluation: async () => {},
    },
    target: {
      prepare: async () => say('prepare'),
      start: async () => say('start'),
      shift: async (_, to) => {
        weight = to;
        say(`shift ${to}`);
      },
      assertHealthy: async () => {
        if (weight === unhealthyAt) {
          throw new Error('no answer');
        }
      },
      assertInPlace: async () => {
        if (isReplaced) {
          throw new Error('production runs 2 now');
        }
      },
      directUrl: async () => 'http://direct',
      publicUrl: async () => 'http://public',
      finish: async () => say('finish'),
      rollBack: async () => (say('roll back'), hasCurrent),
    },
    records: DeploymentRecords.create(temporaryFolder()),
    download: async () => '/archive',
    smokeTest: async () => {
      if (!smoke) {
        throw new Error('smoke');
      }
    },
    settle: async () => {},
    log: () => {},
  };
  return { parts, happened, deployment };
}

test('a canary goes step by step, and the permit is used before anything starts', async () => {
  const { parts, happened } = world();
  const deployed = await deployPromotion(request, parts);
  assert.deepEqual(happened, [
    'fetch permit',
    'prepare',
    'consume as run-1',
    'start',
    'shift 0',
    'step 1 start healthy',
    'shift 10',
    'step 2 shift-traffic-10 healthy',
    'shift 50',
    'step 3 shift-traffic-50 healthy',
    'shift 100',
    'step 4 shift-traffic-100 healthy',
    'finish',
    'deployed',
  ]);
  assert.equal(deployed.digest, 'd'.repeat(64));
});

test('an archive that the permit does not list is refused before the permit is used', async () => {
  const { parts, happened } = world({ listsArtifact: false });
  await assert.rejects(deployPromotion(request, parts), {
    reason: 'artifact-mismatch',
  });
  assert.deepEqual(happened, ['fetch permit']);
});

test('a permit that another run used deploys nothing', async () => {
  const { parts, happened } = world();
  await parts.portal.consumePermit({} as PermitStatement, 'run-0');
  await assert.rejects(deployPromotion(request, parts), {
    reason: 'permit-consumed',
  });
  assert.deepEqual(happened, ['consume as run-0', 'fetch permit', 'prepare']);
});

test('an unhealthy step is taken back and reported', async () => {
  const { parts, happened } = world({ unhealthyAt: 50 });
  await assert.rejects(
    deployPromotion(request, parts),
    /taken back: no answer/,
  );
  assert.deepEqual(happened.slice(-4), [
    'shift 50',
    'roll back',
    'step 3 roll-back unhealthy',
    'rolled-back',
  ]);
});

test('with nothing to return to, the deployment has failed', async () => {
  const { parts, happened } = world({ smoke: false, hasCurrent: false });
  await assert.rejects(deployPromotion(request, parts), /smoke/);
  assert.equal(happened.at(-1), 'failed');
  assert.ok(!happened.includes('shift 10'));
});

test('another run goes on where a killed one stopped, with the key of the first', async () => {
  const { parts, happened } = world();
  const { settle } = parts;
  let settled = 0;
  const killed = {
    ...parts,
    settle: () => (++settled === 3 ? new Promise<void>(() => {}) : settle()),
  };
  void deployPromotion(request, killed);
  while (settled < 3) {
    await new Promise(resolve => setImmediate(resolve));
  }
  happened.length = 0;
  await deployPromotion({ ...request, idempotencyKey: 'run-2' }, parts);
  assert.deepEqual(happened, [
    'prepare',
    'start',
    'shift 50',
    'step 3 shift-traffic-50 healthy',
    'shift 100',
    'step 4 shift-traffic-100 healthy',
    'finish',
    'deployed',
  ]);
});

test('a deployment that has ended is not started again', async () => {
  const { parts, happened, deployment } = world();
  await deployPromotion(request, parts);
  happened.length = 0;
  await deployPromotion(request, parts);
  assert.deepEqual(happened, ['prepare']);
  deployment.state = 'rolled-back';
  await assert.rejects(
    deployPromotion(request, parts),
    /has ended: rolled-back/,
  );
});

test('a deployment that ended well and was replaced since is not taken for what runs', async () => {
  const { parts, happened, deployment } = world({ isReplaced: true });
  deployment.state = 'deployed';
  await assert.rejects(
    deployPromotion(request, parts),
    /1 is not what runs now.*production runs 2 now/,
  );
  assert.deepEqual(happened, ['fetch permit', 'prepare', 'consume as run-1']);
});

test('strategies', () => {
  const weights = (strategy: Parameters<typeof rolloutSteps>[0]) =>
    rolloutSteps(strategy).map(step => step.weight);
  assert.deepEqual(weights('canary'), [0, 10, 50, 100]);
  assert.deepEqual(weights('blue-green'), [0, 100]);
  assert.deepEqual(weights('all-at-once'), [0, 100]);
  const done = [
    { weight: 0, status: 'healthy' },
    { weight: 10, status: 'unhealthy' },
  ];
  assert.deepEqual(
    remainingSteps('canary', done).map(step => step.weight),
    [10, 50, 100],
  );
});
