import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/**
 * The stage that a version can be brought to next: the first one after those
 * that it runs in. Undefined where it has come to the last one, where its
 * promotion is open already, and where no policy names a stage.
 *
 * @internal
 */
export function nextOf(
  detail: Pick<Api.ModelVersionDetail, 'version' | 'gates' | 'promotions'>,
): string | undefined {
  const { version, gates, promotions } = detail;
  const stages = gates.map(({ stage }) => stage);
  const reached = Math.max(
    -1,
    ...version.stages.map(stage => stages.indexOf(stage)),
  );
  const next = stages[reached + 1];
  const isAsked = promotions.some(
    ({ stage, state }) => stage === next && isOpen(state),
  );
  return isAsked ? undefined : next;
}
