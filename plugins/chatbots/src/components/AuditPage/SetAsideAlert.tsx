import { Alert } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useTexts } from '../../hooks';
import { RelativeTime } from '../shared';
import styles from './audit.module.css';

/** Reasons that a text explains; others are shown as they are. */
const EXPLAINED = [
  'mac-missing',
  'mac-invalid',
  'mac-key-unknown',
  'body-invalid',
  'columns-differ',
  'leaf-hash-differs',
  'event-repeated',
] as const;

/** Warns of events in the database that the portal did not write. Nothing where there are none. @internal */
export function SetAsideAlert(props: { status?: Api.AuditStatus }) {
  const t = useTexts();
  const setAside = props.status?.setAside;
  if (!setAside || setAside.count === 0) {
    return null;
  }
  const more = setAside.count - setAside.latest.length;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('audit.setAside.title', { count: setAside.count })}
      description={
        <div className={styles.stack}>
          <span>{t('audit.setAside.about')}</span>
          <ul className={styles.list}>
            {setAside.latest.map(event => (
              <li key={event.id}>
                <ReasonText reason={event.reason} />
                {': '}
                <code>{event.type}</code> <code>{event.id}</code>
                {', '}
                {t('audit.setAside.recorded', { instant: event.recordedAt })}
                {', '}
                {t('audit.setAside.found')} <Instant text={event.setAsideAt} />
              </li>
            ))}
          </ul>
          {more > 0 && (
            <span>{t('audit.setAside.more', { number: String(more) })}</span>
          )}
          <span>
            <strong>{t('shared.error.next')}:</strong>{' '}
            {t('audit.setAside.next')}
          </span>
        </div>
      }
    />
  );
}

/** The row may say anything. */
function Instant(props: { text: string }) {
  return Number.isNaN(Date.parse(props.text)) ? (
    <>{props.text}</>
  ) : (
    <RelativeTime instant={props.text} />
  );
}

function ReasonText(props: { reason: string }) {
  const t = useTexts();
  const known = EXPLAINED.find(reason => reason === props.reason);
  return <>{known ? t(`audit.setAside.reason.${known}`) : props.reason}</>;
}
