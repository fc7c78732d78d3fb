import type { PermitStatement } from '../../portal/permit.mjs';
import type {
  DeploymentRecord,
  DeploymentRecords,
} from './DeploymentRecord.ts';
import { cutText } from '../text/cutText.ts';
import type { Deployment, Portal } from './Portal.ts';
import { remainingSteps } from './rollout.ts';
import type { Release, Target } from './Target.ts';

/** What a deployment works with. */
export interface DeployParts {
  portal: Portal;
  target: Target;
  records: DeploymentRecords;
  /** Fetches a version's archive and returns the path of the file. */
  download(version: string): Promise<string>;
  /** Tests the release before it gets traffic; throws with the reason when it falls short. */
  smokeTest(url: string): Promise<void>;
  /** Waits between two steps, so that a fault can show. */
  settle(): Promise<void>;
  log(line: string): void;
}

/** What is to be deployed, and who asks. */
export interface DeployRequest {
  promotionId: string;
  stage: string;
  /** The version that is expected, where whoever started the job named one. */
  version?: string;
  /** Names the run and attempt. */
  idempotencyKey: string;
}

/** A deployment that ended with the new version in place. */
export interface Deployed {
  deploymentId: string;
  version: string;
  digest: string;
  url: string;
}

/**
 * Brings an approved version to its stage.
 *
 * Nothing is started before the permit is verified, the archive is one that it lists, and the permit is consumed. A job
 * that was killed goes on where it stopped when it is started again.
 *
 * @throws with `reason` when the permit, the archive or the portal says no, and when the rollout was taken back
 */
export async function deployPromotion(
  request: DeployRequest,
  parts: DeployParts,
): Promise<Deployed> {
  const { portal, target, records, log } = parts;
  const record =
    records.read(request.promotionId) ?? (await verifiedRecord(request, parts));
  const statement = record.statement as PermitStatement;
  assertScope(statement, request);
  const { version, strategy } = statement.predicate;
  const archivePath = await parts.download(version);
  const archiveDigest = await portal.hashArtifact(statement, archivePath);
  const release: Release = {
    version,
    digest: statement.subject[0]!.digest.sha256,
    commit: await portal.commitOf(request.promotionId),
    archiveDigest,
    archivePath,
  };
  log(
    `The archive of ${version} has the digest that the permit lists: ${archiveDigest}`,
  );
  await target.prepare(release);

  const deployment = await openDeployment(request.promotionId, record, parts);
  const deployed = {
    deploymentId: deployment.id,
    version,
    digest: release.digest,
    url: await target.publicUrl(),
  };
  if (deployment.state === 'deployed') {
    await assertStillThere(release, target);
    log('This promotion is deployed already.');
    return deployed;
  }
  if (deployment.state !== 'open') {
    throw new Error(
      `The deployment of this promotion has ended: ${deployment.state}`,
    );
  }
  await rollOut(release, deployment, strategy, parts);
  return deployed;
}

/** A record is read without a look at the permit again, and the job that takes over may name another stage or version. */
function assertScope(
  { predicate }: PermitStatement,
  { stage, version }: DeployRequest,
): void {
  if (version !== undefined && predicate.version !== version) {
    throw Object.assign(
      new Error(
        `The permit of this promotion is for ${predicate.version}, not for ${version}`,
      ),
      {
        reason: 'permit-scope-mismatch',
        hint: `Start the job again with VERSION=${predicate.version}.`,
      },
    );
  }
  if (predicate.stage !== stage) {
    throw Object.assign(
      new Error(
        `The permit of this promotion is for ${predicate.stage}, not for ${stage}`,
      ),
      {
        reason: 'permit-scope-mismatch',
        hint: `Start the job again with STAGE=${predicate.stage}.`,
      },
    );
  }
}

/** Fetches and verifies the permit, and writes it down before anything can happen with it. */
async function verifiedRecord(
  { promotionId, stage, idempotencyKey }: DeployRequest,
  { portal, records, log }: DeployParts,
): Promise<DeploymentRecord> {
  const statement = await portal.fetchPermit(promotionId, stage);
  log(
    `Permit ${statement.predicate.permitId} releases ${statement.subject[0]?.name} to ${stage}`,
  );
  const record = { idempotencyKey, statement };
  records.write(promotionId, record);
  return record;
}

/** Whoever starts the job of an old promotion again would otherwise test its successor, and report that under its name. */
async function assertStillThere(
  release: Release,
  target: Target,
): Promise<void> {
  try {
    await target.assertInPlace(release);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(
      `This promotion was deployed, but ${release.version} is not what runs now, so nothing is tested or reported: ${message}`,
      { cause: error },
    );
  }
}

/** Consumes the permit. The same key gets the same answer, so a job that was killed right after may ask again. */
async function openDeployment(
  promotionId: string,
  record: DeploymentRecord,
  { portal, records, log }: DeployParts,
): Promise<Deployment> {
  if (record.deploymentId !== undefined) {
    log(`Going on with deployment ${record.deploymentId}`);
    return portal.getDeployment(record.deploymentId);
  }
  const deployment = await portal.consumePermit(
    record.statement as PermitStatement,
    record.idempotencyKey,
  );
  records.write(promotionId, { ...record, deploymentId: deployment.id });
  return deployment;
}

async function rollOut(
  release: Release,
  deployment: Deployment,
  strategy: PermitStatement['predicate']['strategy'],
  { portal, target, smokeTest, settle, log }: DeployParts,
): Promise<void> {
  let sequence = Math.max(0, ...deployment.steps.map(step => step.sequence));
  let weight = 0;
  try {
    // After a crash the new process may be gone although its steps are known.
    await target.start(release);
    for (const step of remainingSteps(strategy, deployment.steps)) {
      weight = step.weight;
      await target.shift(release, step.weight);
      await settle();
      await target.assertHealthy(release);
      if (step.weight === 0) {
        await smokeTest(await target.directUrl(release));
      }
      sequence += 1;
      log(`${step.name}: healthy at ${step.weight} per cent`);
      await portal.reportStep(deployment.id, {
        sequence,
        ...step,
        status: 'healthy',
      });
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log(`Taking the rollout back: ${message}`);
    const returned = await target.rollBack(release);
    const failed = {
      sequence: sequence + 1,
      name: 'roll-back',
      weight,
      status: 'unhealthy' as const,
    };
    await portal.reportStep(deployment.id, {
      ...failed,
      message: cutText(message, 1_000),
    });
    await portal.reportOutcome(
      deployment.id,
      returned ? 'rolled-back' : 'failed',
      message,
    );
    throw new Error(`The deployment was taken back: ${message}`, {
      cause: error,
    });
  }
  await target.finish(release);
  await portal.reportOutcome(deployment.id, 'deployed');
}
