import {
  countHidden,
  INVISIBLE_KINDS,
  type HiddenCount,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { RiEyeOffLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useTexts, type Texts } from '../../hooks';
import styles from './text.module.css';

/** Code points that are named of each kind. */
const NAMED = 4;

/** Characters of what tags spell that are quoted. */
const QUOTED = 80;

/**
 * How many hidden characters a text has, of which kinds; nothing where it has none.
 *
 * @internal
 */
export function HiddenSummary(props: {
  text: string | undefined;
  /** Which text it is, where two are shown. */
  label?: string;
}) {
  const t = useTexts();
  const { text = '', label } = props;
  const counts = useMemo(() => countHidden(text), [text]);
  if (counts.length === 0) {
    return null;
  }
  const serious = counts.some(({ kind }) => INVISIBLE_KINDS.includes(kind));
  return (
    <p className={styles.summary} data-serious={serious}>
      <RiEyeOffLine size={16} aria-hidden="true" />
      <span>
        {label && <strong>{label}: </strong>}
        {counts.map(one => countText(t, one)).join(' · ')}
      </span>
    </p>
  );
}

function countText(t: Texts, counted: HiddenCount): string {
  const { kind, count, codePoints, spells } = counted;
  const points =
    codePoints.length > NAMED
      ? t('shared.hidden.more', {
          points: codePoints.slice(0, NAMED).join(', '),
        })
      : codePoints.join(', ');
  const text = `${t(`shared.hidden.count.${kind}`, { count })} (${points})`;
  return spells === undefined
    ? text
    : t('shared.hidden.spells', { text, spells: spells.slice(0, QUOTED) });
}
