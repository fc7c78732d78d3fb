import {
  PromotionState,
  reasonOf,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  impliesApproval,
  isBeforeDeployment,
  sameRef,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { ChatbotRow } from '../database/chatbots';
import { WorkflowDispatchRow } from '../database/workflowDispatches';
import { ViewerWithGroups } from './PromotionViews';

/** Whether a viewer may have the deploy workflow started, and why not: first what the promotion and the git host lack. */
export function mayStartWorkflow(options: {
  state: PromotionState;
  chatbot: Pick<ChatbotRow, 'owner' | 'repository_host'>;
  /** The last request. */
  last: WorkflowDispatchRow | undefined;
  viewer: ViewerWithGroups | undefined;
  hosts: ScmHosts;
}): Api.MayDecide {
  const { state, chatbot, last, viewer, hosts } = options;
  if (!impliesApproval(state) || !isBeforeDeployment(state)) {
    return refused('promotion-state', `The promotion is ${state}.`);
  }
  try {
    ScmHosts.require(
      hosts.byHostname(chatbot.repository_host),
      'start-workflow',
    );
  } catch (error) {
    const { reason, message } = reasonOf(error) ?? {
      reason: 'scm-host-unknown',
      message: String(error),
    };
    return refused(reason, `${message}.`);
  }
  if (last?.state === 'requested') {
    return refused('workflow-underway', 'The portal is about to start it.');
  }
  if (
    !viewer ||
    (!sameRef(viewer.userRef, chatbot.owner) &&
      !viewer.groups.includes(chatbot.owner))
  ) {
    return refused(
      'not-allowed',
      `Only members of ${chatbot.owner} may start it.`,
    );
  }
  return { allowed: true, reason: 'You belong to its owners.' };
}

function refused(reasonCode: string, reason: string): Api.MayDecide {
  return { allowed: false, reasonCode, reason };
}
