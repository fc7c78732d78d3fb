import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { ScmHost } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { WorkflowDispatchRow } from '../database/workflowDispatches';

/** A request to start the deploy workflow as the API shows it. */
export function toWorkflow(row: WorkflowDispatchRow): Api.PromotionWorkflow {
  return {
    state: row.state,
    attempt: row.attempt,
    requestedAt: row.requested_at,
    ...(row.ended_at ? { endedAt: row.ended_at } : {}),
    ...(row.run_url ? { url: row.run_url } : {}),
    ...(row.reason_code ? { reasonCode: row.reason_code } : {}),
    ...(row.message ? { reason: row.message } : {}),
  };
}

/** The address of a page, if it is one of this host: people click it, and a module must not lead them elsewhere. */
export function pageOn(
  host: ScmHost,
  url: string | undefined,
): string | undefined {
  return url !== undefined &&
    URL.canParse(url) &&
    new URL(url).origin === new URL(host.baseUrl).origin
    ? url
    : undefined;
}
