import {
  isBeforeDeployment,
  impliesApproval,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  ScmHost,
  ScmHosts,
  ScmRepository,
  ScmRun,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ChatbotRow } from '../../database/chatbots';
import { PromotionRow } from '../../database/promotions';
import { WorkflowDispatchRow } from '../../database/workflowDispatches';
import { millisOf, toInstant } from '../../database/Clock';

/** File of the workflow that deploys, in every repository. */
export const DEPLOY_WORKFLOW = 'deploy.yml';

/** How far the clocks of portal and host may differ, in milliseconds. */
const CLOCK_SKEW_MS = 10 * 60_000;

type Dispatch = Pick<
  WorkflowDispatchRow,
  'promotion_id' | 'attempt' | 'requested_at'
>;

/** Whether a promotion in this state waits for its deploy workflow. */
export function waitsForWorkflow(state: PromotionState): boolean {
  return impliesApproval(state) && isBeforeDeployment(state);
}

/** The host of a chatbot's repository. Throws `scm-host-unknown` or `scm-capability-missing` when it can't start workflows. */
export function hostForWorkflow(
  hosts: ScmHosts,
  chatbot: Pick<ChatbotRow, 'repository_host'>,
): ScmHost {
  const host = hosts.byHostname(chatbot.repository_host);
  ScmHosts.require(host, 'start-workflow');
  return host;
}

/** The repository of a chatbot, by the id that it is bound to. */
export function openRepository(
  host: ScmHost,
  chatbot: Pick<ChatbotRow, 'repository_url' | 'repository_id'>,
  signal: AbortSignal,
): Promise<ScmRepository> {
  return host.repository({
    url: chatbot.repository_url,
    id: chatbot.repository_id,
    signal,
  });
}

/** Inputs of the workflow. Their names stand in the repositories. */
export function inputsOf(
  promotion: Pick<PromotionRow, 'id' | 'version' | 'stage'>,
  { attempt }: Pick<WorkflowDispatchRow, 'attempt'>,
): Record<string, string> {
  const { id, version, stage } = promotion;
  return { promotion: id, version, stage, attempt: String(attempt) };
}

/** The run of a request, which the workflow's `run-name` tells; undefined where there is none or the host tells none. */
export async function findRun(
  host: ScmHost,
  repository: ScmRepository,
  options: { dispatch: Dispatch; signal: AbortSignal },
): Promise<ScmRun | undefined> {
  const { dispatch, signal } = options;
  if (!host.capabilities.has('runs')) {
    return undefined;
  }
  const requestedAt = millisOf(dispatch.requested_at);
  const runs = await host.runs(repository, {
    workflow: DEPLOY_WORKFLOW,
    since: toInstant(new Date(requestedAt - CLOCK_SKEW_MS)),
    signal,
  });
  const title = titleOf(dispatch);
  return runs.find(run => run.title.trim() === title);
}

function titleOf({ promotion_id: id, attempt }: Dispatch): string {
  return `promotion ${id}, attempt ${attempt}`;
}
