import {
  assertReportable,
  PipelineClient,
  reportLimits,
  runReportCommand,
} from '../../packages/pipeline-client/src/index.ts';
import { isMain, nodeHost } from './host.mjs';

export { assertReportable, reportLimits as limits };

/** A client of the portal's pipeline API. */
export function createPortalClient({ url, token } = {}) {
  return PipelineClient.create({ host: nodeHost, portalUrl: url, token });
}

if (isMain(import.meta.url)) {
  process.exitCode = await runReportCommand(process.argv.slice(2), nodeHost);
}
