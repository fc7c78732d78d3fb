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

/** What a state means to who looks. @internal */
export type Tone = 'waiting' | 'moving' | 'good' | 'bad' | 'over';

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
  return (
    <ToneChip
      {...LOOKS[props.state]}
      help={t(`shared.stateHelp.${props.state}`)}
      text={t(`shared.state.${props.state}`)}
    />
  );
}

/** A state as an icon and a word; what it means is on hover. @internal */
export function ToneChip(props: {
  tone: Tone;
  Icon: RemixiconComponentType;
  text: string;
  help?: string;
}) {
  const { tone, Icon, text, help } = props;
  return (
    <span className={styles.chip} data-tone={tone} title={help}>
      <Icon size={14} aria-hidden />
      {text}
    </span>
  );
}
