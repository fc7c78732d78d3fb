import { Alert, Button } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { useTexts, type CommandProgress } from '../../hooks';
import { mayBeRecorded } from '../../view';
import { ErrorWords } from './ErrorWords';
import styles from './shared.module.css';

/** Props of {@link CommandNotice}. @internal */
export interface CommandNoticeProps {
  command: CommandProgress;
  /** What was not done, and what is kept. */
  title: string;
}

/**
 * What became of a command whose answer is late or a refusal: beside the button
 * that sent it, brought to where the eye is, with a way out.
 *
 * Mount it with the button: a region that is there before its words is read out
 * when they come.
 *
 * @internal
 */
export function CommandNotice(props: CommandNoticeProps) {
  const t = useTexts();
  const { command, title } = props;
  const { slow, error, cancel, retry } = command;
  const notice = useRef<HTMLDivElement>(null);
  // On a phone the button that was pressed may stand screens away.
  useEffect(() => {
    if (slow || error) {
      notice.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [slow, error]);
  const isUnsure = error !== undefined && mayBeRecorded(error);
  return (
    <div ref={notice} className={styles.command}>
      <div role="status">
        {slow && (
          <Alert
            status="warning"
            icon
            title={t('shared.command.slow')}
            description={
              <span className={styles.stack}>
                <span>{t('shared.command.slowText')}</span>
                <span className={styles.inline}>
                  <Button size="small" variant="secondary" onPress={cancel}>
                    {t('shared.command.cancel')}
                  </Button>
                  <Retry onPress={retry} />
                </span>
              </span>
            }
          />
        )}
      </div>
      <div role="alert">
        {error && (
          <Alert
            status="danger"
            icon
            title={isUnsure ? t('shared.command.unsure') : title}
            description={
              <span className={styles.stack}>
                <ErrorWords
                  error={error}
                  hint={isUnsure ? t('shared.command.unsureHint') : undefined}
                />
                {isUnsure && (
                  <span>
                    <Retry onPress={retry} />
                  </span>
                )}
              </span>
            }
          />
        )}
      </div>
    </div>
  );
}

function Retry(props: { onPress: () => void }) {
  const t = useTexts();
  return (
    <Button size="small" variant="secondary" onPress={props.onPress}>
      {t('shared.query.retry')}
    </Button>
  );
}
