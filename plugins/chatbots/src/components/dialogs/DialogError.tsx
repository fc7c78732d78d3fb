import { useTexts } from '../../hooks';
import { describeError } from '../../view';
import { DialogNotice } from './DialogNotice';

/** Props of {@link DialogError} and {@link DialogErrorText}. @internal */
export interface DialogErrorProps {
  /** What was not done, and what is kept. */
  title: string;
  error?: Error;
}

/**
 * What went wrong, why, and what to do next. Mount it with the dialog: a region
 * that is there before its words is read out when they come.
 *
 * @internal
 */
export function DialogError(props: DialogErrorProps) {
  return (
    <div role="alert">
      <DialogErrorText {...props} />
    </div>
  );
}

/** The words of a {@link DialogError} alone, for a region that holds more. @internal */
export function DialogErrorText(props: DialogErrorProps) {
  const t = useTexts();
  if (!props.error) {
    return null;
  }
  const { message, hint, fallback, reason } = describeError(props.error);
  return (
    <DialogNotice status="danger" title={props.title}>
      <span>{message}</span>
      <span>
        <strong>{t('shared.error.next')}:</strong>{' '}
        {hint ?? t(`shared.error.hint.${fallback}`)}
      </span>
      {reason && <span>{t('shared.error.reason', { reason })}</span>}
    </DialogNotice>
  );
}
