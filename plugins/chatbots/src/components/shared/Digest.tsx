import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../hooks';
import styles from './shared.module.css';

/** Enough to tell digests apart by eye; the copy is always whole. */
const SHOWN_CHARACTERS = 12;
const NOTICE_MILLISECONDS = 2_000;

/**
 * The first characters of a digest, and a button that copies all of it.
 *
 * @internal
 */
export function Digest(props: { digest: string }) {
  const { digest } = props;
  const t = useTexts();
  const [copying, setCopying] = useState<'copied' | 'copyFailed'>();

  useEffect(() => {
    if (copying !== 'copied') {
      return undefined;
    }
    const timer = setTimeout(() => setCopying(undefined), NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [copying]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(digest);
      setCopying('copied');
    } catch {
      setCopying('copyFailed');
    }
  };

  return (
    <span className={styles.digest}>
      <code title={digest}>{digest.slice(0, SHOWN_CHARACTERS)}</code>
      <TooltipTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('shared.digest.copy')}
          icon={
            copying === 'copied' ? (
              <RiCheckLine size={16} />
            ) : (
              <RiFileCopyLine size={16} />
            )
          }
          onPress={copy}
        />
        <Tooltip>{t('shared.digest.copy')}</Tooltip>
      </TooltipTrigger>
      <span role="status" className={styles.notice}>
        {copying && t(`shared.digest.${copying}`, { digest })}
      </span>
    </span>
  );
}
