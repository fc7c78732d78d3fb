import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../hooks';
import styles from './shared.module.css';

const NOTICE_MILLISECONDS = 2_000;

/** Props of {@link CopyButton}. @internal */
export interface CopyButtonProps {
  /** What is copied. */
  text: string;
  /** What the button does, for its tooltip and assistive technology. */
  label: string;
  /** Said where the browser refuses, with the whole text in it. */
  refused?: string;
}

/** Copies a text, and says whether it could. @internal */
export function CopyButton(props: CopyButtonProps) {
  const { text, label } = props;
  const t = useTexts();
  const { refused = t('shared.copy.refused', { text }) } = props;
  const [copying, setCopying] = useState<'copied' | 'refused'>();

  useEffect(() => {
    if (copying !== 'copied') {
      return undefined;
    }
    const timer = setTimeout(() => setCopying(undefined), NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [copying]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopying('copied');
    } catch {
      setCopying('refused');
    }
  };

  return (
    <>
      <TooltipTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={label}
          icon={
            copying === 'copied' ? (
              <RiCheckLine size={16} />
            ) : (
              <RiFileCopyLine size={16} />
            )
          }
          onPress={copy}
        />
        <Tooltip>{label}</Tooltip>
      </TooltipTrigger>
      <span role="status" className={styles.notice}>
        {copying === 'copied' && t('shared.digest.copied')}
        {copying === 'refused' && refused}
      </span>
    </>
  );
}
