import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/** What can be done after a promotion has ended. @internal */
export type ActionAfterEnd =
  /** Its version is asked for again, or for the stage that comes next. */
  | { kind: 'again' | 'next'; stage: string }
  /** That was done already. */
  | { kind: 'open'; stage: string; promotionId: string }
  /** Another version is needed. */
  | { kind: 'version' };

/**
 * The next step of a promotion. Undefined while it is open, when the page has
 * other buttons, and where its version runs in the last stage.
 *
 * @internal
 */
export function actionAfterEnd(
  { state, stage, version }: Api.Promotion,
  { stages, waiting }: Pick<Api.ChatbotOverview, 'stages' | 'waiting'>,
): ActionAfterEnd | undefined {
  if (isOpen(state)) {
    return undefined;
  }
  if (state === 'rejected') {
    return { kind: 'version' };
  }
  const position = stages.findIndex(one => one.stage === stage);
  const isDone = state === 'deployed' || stages[position]?.version === version;
  const target = isDone ? stages[position + 1] : stages[position];
  if (!target || target.version === version) {
    return undefined;
  }
  const open = waiting.find(
    one => one.stage === target.stage && one.version === version,
  );
  return open
    ? { kind: 'open', stage: target.stage, promotionId: open.promotionId }
    : { kind: isDone ? 'next' : 'again', stage: target.stage };
}
