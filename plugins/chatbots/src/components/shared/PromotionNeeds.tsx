import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiAlarmWarningLine, RiHourglassLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { useNames, useTexts, type Names, type Texts } from '../../hooks';
import { isolated } from '../text';
import { Age, useAge } from './Age';
import styles from './shared.module.css';

/** An open promotion, as every list knows it. @internal */
export type WaitingPromotion = Pick<
  Api.Promotion,
  'needs' | 'waitingSince' | 'stuck'
>;

/** One thing that a promotion waits for, in words. @internal */
export function needText(
  t: Texts,
  names: Names,
  need: Api.PromotionNeed,
): string {
  const { kind, count = 0, have = 0, group, title, reason } = need;
  switch (kind) {
    case 'approvals':
      return t(
        have > 0 ? 'shared.need.moreApprovals' : 'shared.need.approvals',
        { count, group: group ? names.entity(group) : '' },
      );
    case 'contributors':
      return t('shared.need.contributors', { count });
    case 'check':
      // Somebody else wrote it: it must not turn the words around it.
      return isolated(reason || title || t('shared.need.check'));
    default:
      return t(`shared.need.${kind}`);
  }
}

/** That a rollout is stuck, and what to do, in a sentence; undefined while it is not. @internal */
export function useStuckText(promotion: WaitingPromotion): string | undefined {
  const t = useTexts();
  const age = useAge(promotion.waitingSince);
  return promotion.stuck ? t('shared.need.stuck', { age }) : undefined;
}

/** Props of {@link PromotionNeeds}. @internal */
export interface PromotionNeedsProps {
  promotion: WaitingPromotion;
  /** Stands around the first words, as a link. */
  wrap?: (words: string) => ReactNode;
}

/**
 * What an open promotion waits for, for how long already, and whether it is
 * stuck. Every list shows this, so that all say the same.
 *
 * @internal
 */
export function PromotionNeeds(props: PromotionNeedsProps) {
  const { promotion, wrap = words => words } = props;
  const t = useTexts();
  const names = useNames();
  const { needs, waitingSince, stuck } = promotion;
  const [first, ...more] = needs.map(need => needText(t, names, need));
  if (first === undefined) {
    return null;
  }
  return (
    <span
      className={styles.needs}
      data-stuck={stuck || undefined}
      title={[first, ...more].join('\n')}
    >
      {stuck ? (
        <RiAlarmWarningLine size={16} aria-hidden />
      ) : (
        <RiHourglassLine size={16} aria-hidden />
      )}
      <span>
        {stuck && <strong>{t('shared.need.stuckLabel')}</strong>} {wrap(first)}{' '}
        {more.length > 0 && (
          <span>{t('shared.need.more', { number: String(more.length) })} </span>
        )}
        {waitingSince && (
          <span className={styles.secondary}>
            {t('shared.need.for')} <Age instant={waitingSince} />
          </span>
        )}
      </span>
    </span>
  );
}

/** What of a proposal of facts a second person has to do, and for how long already it waits for that. @internal */
export function FactsNeed(props: {
  waitingSince: string;
  children: ReactNode;
}) {
  const t = useTexts();
  return (
    <span className={styles.needs}>
      <RiHourglassLine size={16} aria-hidden />
      <span>
        {props.children}{' '}
        <span className={styles.secondary}>
          {t('shared.need.alreadyFor')} <Age instant={props.waitingSince} />
        </span>
      </span>
    </span>
  );
}
