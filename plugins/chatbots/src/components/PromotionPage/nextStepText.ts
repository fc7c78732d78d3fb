import { parseEntityRef } from '@backstage/catalog-model';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { Texts } from '../../hooks';
import { nextStep } from './nextStep';

/**
 * What happens next, and who is still needed, in whole sentences. Shown on the
 * page and announced after a decision.
 *
 * @internal
 */
export function nextStepText(t: Texts, detail: Api.PromotionDetail): string {
  const { state, needed, blockedBy } = nextStep(detail);
  if (state === 'unknown') {
    return t('promotion.next.unknown', { state: detail.promotion.state });
  }
  if (state === 'deployed') {
    return t('promotion.next.deployed', { stage: detail.promotion.stage });
  }
  if (state !== 'requested') {
    return t(`promotion.next.${state}`);
  }
  const sentences = [];
  if (needed.length > 0) {
    sentences.push(
      t('promotion.next.requestedApprovals', {
        needed: needed
          .map(rule =>
            t('promotion.next.need', {
              count: rule.count,
              group: nameOf(rule.group),
            }),
          )
          .join(', '),
      }),
    );
  }
  if (blockedBy.length > 0) {
    sentences.push(
      t('promotion.next.requestedChecks', { checks: blockedBy.join(', ') }),
    );
  }
  return sentences.join(' ') || t('promotion.next.requestedReady');
}

function nameOf(groupRef: string): string {
  try {
    return parseEntityRef(groupRef, { defaultKind: 'group' }).name;
  } catch {
    return groupRef;
  }
}
