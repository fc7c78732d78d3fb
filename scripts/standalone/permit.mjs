import { assertArtifact } from '../../plugins/chatbots-governance/src/permit/index.ts';
import {
  consumePermit as consume,
  fetchPermit as fetchAndVerify,
  PipelineClient,
  runPermitCommand,
  verifyPermitOffline,
} from '../../packages/pipeline-client/src/index.ts';
import { isMain, nodeHost } from './host.mjs';

/** Fetches the permit of a promotion and verifies it offline. */
export function fetchPermit({ url, token, ...check }) {
  return fetchAndVerify(check, clientOf({ url, token }), nodeHost);
}

/** Verifies a permit with the keys pinned in the repository. */
export function verifyPermit(envelope, check) {
  return verifyPermitOffline(envelope, check, nodeHost);
}

/** Consumes a verified permit once and opens its deployment. */
export function consumePermit(statement, { url, token, key } = {}) {
  return consume(statement, clientOf({ url, token }), nodeHost, key);
}

/** The SHA-256 of an artifact that the permitted version lists; throws for any other. */
export async function hashArtifact(statement, file) {
  const digest = await nodeHost.hashFile(file);
  assertArtifact(statement, digest);
  return digest;
}

function clientOf({ url, token }) {
  return PipelineClient.create({ host: nodeHost, portalUrl: url, token });
}

if (isMain(import.meta.url)) {
  process.exitCode = await runPermitCommand(process.argv.slice(2), nodeHost);
}
