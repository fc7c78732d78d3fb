import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  countHidden,
  INVISIBLE_KINDS,
  isRollingOut,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { ReactNode } from 'react';
import type { Texts } from '../../hooks';
import { isolated } from '../text';
import { trafficText } from './DeploymentProgress';
import { DecisionEntry } from './History';
import styles from './promotion.module.css';

/**
 * What stands under the sentence about the next step, where that sentence alone would send people down the page: who rejected the
 * request and why, how much traffic a rollout has, or that a prompt holds what a reviewer does not see.
 *
 * @internal
 */
export function stepDetail(t: Texts, detail: Api.PromotionDetail): ReactNode {
  const { promotion, deployment, comparison } = detail;
  if (promotion.state === 'rejected') {
    const rejections = promotion.decisions.filter(
      ({ decision, withdrawnAt }) => decision === 'reject' && !withdrawnAt,
    );
    return (
      rejections.length > 0 && (
        <ul
          className={`${styles.list} ${styles.stepDetail}`}
          aria-label={t('promotion.next.rejections')}
        >
          {rejections.map(decision => (
            <DecisionEntry key={decision.id} decision={decision} />
          ))}
        </ul>
      )
    );
  }
  if (deployment && isRollingOut(promotion.state)) {
    return trafficText(t, deployment);
  }
  const hidden = comparison.prompts.filter(({ target = '' }) =>
    countHidden(target).some(({ kind }) => INVISIBLE_KINDS.includes(kind)),
  );
  return promotion.state === 'requested' && hidden.length > 0
    ? t('promotion.next.hiddenCharacters', {
        prompts: hidden.map(({ name }) => isolated(name)).join(', '),
      })
    : undefined;
}
