import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/** One step on the way from the approval to the rollout. @internal */
export interface ReleaseStep {
  name: 'approved' | 'workflow' | 'permit' | 'rollout' | 'report';
  /** When it was done. */
  at?: string;
  /** Page of its run. */
  url?: string;
  /** `current` is the one that is waited for. */
  state: 'done' | 'current' | 'later';
}

/**
 * What happened since the approval and what is waited for, so that the time
 * until the rollout reports is not silent. Empty before the approval and once
 * the promotion has ended.
 *
 * @internal
 */
export function releaseSteps(
  detail: Pick<
    Api.PromotionDetail,
    'promotion' | 'history' | 'workflow' | 'permit' | 'deployment'
  >,
): ReleaseStep[] {
  const { promotion, history, workflow, permit, deployment } = detail;
  if (promotion.state === 'requested' || !isOpen(promotion.state)) {
    return [];
  }
  const approved = history
    .filter(({ type }) => type === 'promotion.approved')
    .at(-1);
  const isStarted = workflow?.state === 'started';
  const steps: Omit<ReleaseStep, 'state'>[] = [
    { name: 'approved', at: approved?.at ?? promotion.updatedAt },
    {
      name: 'workflow',
      at: isStarted ? workflow.endedAt ?? workflow.requestedAt : undefined,
      url: workflow?.url,
    },
    { name: 'permit', at: permit?.issuedAt },
    { name: 'rollout', at: deployment?.startedAt, url: deployment?.runUrl },
    { name: 'report', at: deployment?.steps[0]?.reportedAt },
  ];
  const last = steps.map(({ at }) => at !== undefined).lastIndexOf(true);
  return steps.flatMap((step, index): ReleaseStep[] => {
    if (step.at !== undefined) {
      return [{ ...step, state: 'done' }];
    }
    // What came later shows that this one was not needed: another CI has no workflow of the portal.
    return index < last
      ? []
      : [{ ...step, state: index === last + 1 ? 'current' : 'later' }];
  });
}
