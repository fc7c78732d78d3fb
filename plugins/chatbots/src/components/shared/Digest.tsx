import { useTexts } from '../../hooks';
import { CopyButton } from './CopyButton';
import styles from './shared.module.css';

/** Enough to tell digests apart by eye; the copy is always whole. */
const SHOWN_CHARACTERS = 12;

/**
 * The first characters of a digest, and a button that copies all of it.
 *
 * @internal
 */
export function Digest(props: { digest: string }) {
  const { digest } = props;
  const t = useTexts();
  return (
    <span className={styles.digest}>
      <code title={digest}>{digest.slice(0, SHOWN_CHARACTERS)}</code>
      <CopyButton
        text={digest}
        label={t('shared.digest.copy')}
        refused={t('shared.digest.copyFailed', { digest })}
      />
    </span>
  );
}
