import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
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
