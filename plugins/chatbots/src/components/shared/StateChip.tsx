import type { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  RiArrowGoBackLine,
  RiCheckLine,
  RiCloseLine,
  RiKeyLine,
  RiLoader2Line,
  RiRocketLine,
  RiSpamLine,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useTexts } from '../../hooks';
import styles from './shared.module.css';

type Tone = 'waiting' | 'moving' | 'good' | 'bad' | 'over';

const LOOKS: Record<
  PromotionState,
  { tone: Tone; Icon: RemixiconComponentType }
> = {
  requested: { tone: 'waiting', Icon: RiTimeLine },
  approved: { tone: 'moving', Icon: RiCheckLine },
  released: { tone: 'moving', Icon: RiKeyLine },
  deploying: { tone: 'moving', Icon: RiLoader2Line },
  deployed: { tone: 'good', Icon: RiRocketLine },
  'rolled-back': { tone: 'bad', Icon: RiArrowGoBackLine },
  failed: { tone: 'bad', Icon: RiCloseLine },
  withdrawn: { tone: 'over', Icon: RiArrowGoBackLine },
  rejected: { tone: 'bad', Icon: RiCloseLine },
  expired: { tone: 'over', Icon: RiTimeLine },
  void: { tone: 'bad', Icon: RiSpamLine },
  superseded: { tone: 'over', Icon: RiArrowGoBackLine },
};

/** Where a promotion stands, as an icon and a word; what that means is on hover. @internal */
export function StateChip(props: { state: PromotionState }) {
  const t = useTexts();
  const { tone, Icon } = LOOKS[props.state];
  return (
    <span
      className={styles.chip}
      data-tone={tone}
      title={t(`shared.stateHelp.${props.state}`)}
    >
      <Icon size={14} aria-hidden />
      {t(`shared.state.${props.state}`)}
    </span>
  );
}
