import { reasonWithNames, useNames, useTexts } from '../../hooks';
import { describeError } from '../../view';
import styles from './shared.module.css';

/** Props of {@link ErrorWords}. @internal */
export interface ErrorWordsProps {
  error: Error;
  /** Whether it is known that nothing was lost, as where something was only read. */
  kept?: boolean;
  /** What to do beside the backend's hint, where ours would be wrong. */
  hint?: string;
}

/** Why something failed and what to do next, in every error that a person sees; its code is on hover. @internal */
export function ErrorWords(props: ErrorWordsProps) {
  const t = useTexts();
  const names = useNames();
  const { kept, hint: ours } = props;
  const { message, fields, reason, hint, fallback } = describeError(
    props.error,
  );
  const hints = [
    hint ?? (ours ? undefined : t(`shared.error.hint.${fallback}`)),
    ours,
  ];
  return (
    <>
      {fields.length > 0 ? (
        <span className={styles.stack}>
          {fields.map(({ field, rule }) => (
            <span key={`${field} ${rule}`}>
              {t('shared.error.field', {
                field,
                problem: t(`shared.error.rule.${rule}`),
              })}
            </span>
          ))}
        </span>
      ) : (
        <span title={reason && t('shared.error.reason', { reason })}>
          {message === undefined
            ? t(`shared.error.message.${fallback}`)
            : reasonWithNames({ reason: message }, names)}
        </span>
      )}
      {kept && <span>{t('shared.error.kept')}</span>}
      <span>
        <strong>{t('shared.error.next')}:</strong>{' '}
        {hints.filter(Boolean).join(' ')}
      </span>
    </>
  );
}
