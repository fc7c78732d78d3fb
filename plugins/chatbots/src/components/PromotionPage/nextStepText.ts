import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { Names, Texts } from '../../hooks';
import { needText } from '../shared';

/** What people owe; the rest of what a request waits for are checks. */
const OF_PEOPLE: readonly Api.PromotionNeed['kind'][] = [
  'approvals',
  'contributors',
];

/**
 * What happens next, and who is still needed, in whole sentences. Shown on the
 * page and announced after a decision.
 *
 * @internal
 */
export function nextStepText(
  t: Texts,
  names: Names,
  {
    promotion,
  }: { promotion: Pick<Api.Promotion, 'state' | 'stage' | 'needs'> },
): string {
  const { state, stage, needs } = promotion;
  if (!PROMOTION_STATES.includes(state)) {
    // A newer backend may send one.
    return t('promotion.next.unknown', { state });
  }
  if (state === 'deployed') {
    return t('promotion.next.deployed', { stage });
  }
  if (state !== 'requested') {
    return t(`promotion.next.${state}`);
  }
  const inWords = (some: readonly Api.PromotionNeed[]) =>
    some.map(need => needText(t, names, need)).join(', ');
  const people = needs.filter(({ kind }) => OF_PEOPLE.includes(kind));
  const checks = needs.filter(({ kind }) => kind === 'check');
  return (
    [
      people.length > 0 &&
        t('promotion.next.requestedApprovals', { needed: inWords(people) }),
      checks.length > 0
        ? t('promotion.next.requestedChecks', {
            // Their reasons stand beside, check by check.
            checks: checks
              .map(({ title, reason }) => title ?? reason)
              .join(', '),
          })
        : people.length > 0 && t('promotion.next.requestedNoChecks'),
    ]
      .filter(Boolean)
      .join(' ') || t('promotion.next.requestedReady')
  );
}
