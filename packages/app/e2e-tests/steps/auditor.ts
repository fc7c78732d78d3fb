import assert from 'node:assert/strict';
import {
  buildVerifier,
  exportPeriod,
  flipped,
  lineStart,
  verify,
} from '../auditExport';
import { MainJob } from '../MainJob';

/** The event that is forged. */
const FORGED = 5;

/** Exports the period and verifies it offline; one flipped bit of either file is found and named. */
export async function verifiesEvidence(job: MainJob) {
  const { auditKey } = job;
  const auditor = await job.personAs('Auditor');
  const files = await exportPeriod(auditor, job.folder);
  await buildVerifier();

  const untouched = await verify(files, auditKey);
  assert.equal(untouched.code, 0, untouched.output);
  assert.match(untouched.output, /^VALID$/m);
  assert.match(untouched.output, /rows agree/);

  // Event 0 stands on the second line of both files.
  for (const kind of ['ndjson', 'csv'] as const) {
    const at = (await lineStart(files[kind], 1 + FORGED)) + 60;
    const copy = await flipped(files[kind], at);
    const forged = await verify({ ...files, [kind]: copy }, auditKey);
    assert.equal(forged.code, 1);
    assert.match(
      forged.output,
      new RegExp(`^PROBLEM +event ${FORGED}[,:]`, 'm'),
    );
    assert.doesNotMatch(forged.output, /^VALID$/m);
  }
}
