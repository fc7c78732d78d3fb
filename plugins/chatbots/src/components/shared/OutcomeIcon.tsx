import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiQuestionFill,
  RiSubtractFill,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useTexts } from '../../hooks';
import styles from './shared.module.css';

/** The outcome of a check, the verdict of a gate, or that people have to act. @internal */
export type Outcome =
  | 'pass'
  | 'fail'
  | 'inconclusive'
  | 'not-applicable'
  | 'waiting'
  | 'pending'
  | 'none';

const ICONS: Record<Outcome, RemixiconComponentType> = {
  pass: RiCheckboxCircleFill,
  fail: RiCloseCircleFill,
  inconclusive: RiQuestionFill,
  'not-applicable': RiSubtractFill,
  waiting: RiTimeLine,
  pending: RiLoader4Line,
  none: RiSubtractFill,
};

/** Props of {@link OutcomeIcon}. @internal */
export interface OutcomeIconProps {
  outcome: Outcome;
  /** Keeps the word for assistive technology and the tooltip only: where the words stand in a legend or in the next column. */
  iconOnly?: boolean;
}

/**
 * An outcome as a shape, a colour and a word, so that no one has to tell
 * colours apart.
 *
 * @internal
 */
export function OutcomeIcon(props: OutcomeIconProps) {
  const { outcome, iconOnly } = props;
  const t = useTexts();
  const Icon = ICONS[outcome];
  const word = t(`shared.outcome.${outcome}`);
  const help = t(`shared.outcomeHelp.${outcome}`);

  return (
    <span
      className={styles.outcome}
      data-outcome={outcome}
      title={`${word}: ${help}`}
    >
      <Icon size={18} aria-hidden />
      <span className={iconOnly ? styles.hidden : undefined}>{word}</span>
    </span>
  );
}
