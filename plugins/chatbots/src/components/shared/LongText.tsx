import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { useTexts } from '../../hooks';
import { Written } from '../text';
import styles from './shared.module.css';

/** A text longer than this is cut to its first lines: about four of them in half a page's width. */
const SHOWN = 320;

/** Props of {@link LongText}. @internal */
export interface LongTextProps {
  children: string;
  /** What the text is, so that the button that opens it says more than "Show all". */
  label: string;
}

/**
 * A text that people wrote, as they wrote it. A long one shows its first lines,
 * and all of it on demand, so that it does not push away what is below.
 *
 * @internal
 */
export function LongText(props: LongTextProps) {
  const { children, label } = props;
  const t = useTexts();
  const id = useId();
  const [open, setOpen] = useState(false);
  if (children.length <= SHOWN) {
    return (
      <span className={styles.written}>
        <Written>{children}</Written>
      </span>
    );
  }
  const text = open ? t('shared.longText.less') : t('shared.longText.more');
  return (
    <span className={styles.longText}>
      <span id={id} className={styles.written} data-cut={!open}>
        <Written>{children}</Written>
      </span>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={open}
        aria-controls={id}
        aria-label={`${text}: ${label}`}
        onPress={() => setOpen(!open)}
      >
        {text}
      </Button>
    </span>
  );
}
