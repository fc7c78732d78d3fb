import { Alert, Link } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { ReactNode } from 'react';
import { useNames, useTexts } from '../../hooks';
import { RelativeTime } from '../shared';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';
import { subjectKindText } from './eventTypeText';
import { useSubjectHref } from './useSubjectHref';

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

/**
 * Warns of a log that takes no events, and of events and rows in the database that the portal did not write. Nothing where there
 * are none.
 *
 * @internal
 */
export function TamperAlert(props: { status?: Api.AuditStatus }) {
  const t = useTexts();
  const { behind, setAside, unproven } = props.status ?? {};
  return (
    <>
      {behind && <BehindAlert behind={behind} />}
      {setAside && (
        <Trouble
          found={setAside}
          title={t('audit.setAside.title', { count: setAside.count })}
          about={t('audit.setAside.about')}
          next={t('audit.setAside.next')}
          describe={event => <SetAsideText event={event} />}
        />
      )}
      {unproven && (
        <Trouble
          found={unproven}
          title={t('audit.unproven.title', { count: unproven.count })}
          about={t('audit.unproven.about')}
          next={t('audit.unproven.next')}
          describe={row => <UnprovenText row={row} />}
        />
      )}
    </>
  );
}

function BehindAlert(props: { behind: Api.LogBehindAnchor }) {
  const t = useTexts();
  const { anchor, problem, anchoredSize, size, since } = props.behind;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('audit.behind.title')}
      description={
        <div className={styles.stack}>
          <span>
            {t(`audit.behind.problem.${problem}`, {
              anchor,
              anchored: anchoredSize.toLocaleString('en'),
              size: size.toLocaleString('en'),
            })}{' '}
            {t('audit.behind.found')} <RelativeTime instant={since} />
          </span>
          <span>{t('audit.behind.about')}</span>
          <span>
            <strong>{t('shared.error.next')}:</strong> {t('audit.behind.next')}
          </span>
        </div>
      }
    />
  );
}

function Trouble<T>(props: {
  found: { count: number; latest: T[] };
  title: string;
  about: string;
  next: string;
  describe: (one: T) => ReactNode;
}) {
  const t = useTexts();
  const { count, latest } = props.found;
  if (count === 0) {
    return null;
  }
  const more = count - latest.length;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={props.title}
      description={
        <div className={layout.stack}>
          <span>{props.about}</span>
          <ul className={styles.list}>
            {latest.map((one, index) => (
              <li key={index}>{props.describe(one)}</li>
            ))}
          </ul>
          {more > 0 && (
            <span>{t('audit.tamper.more', { number: String(more) })}</span>
          )}
          <span>
            <strong>{t('shared.error.next')}:</strong> {props.next}
          </span>
        </div>
      }
    />
  );
}

function SetAsideText(props: { event: Api.SetAsideEvent }) {
  const t = useTexts();
  const { event } = props;
  const known = EXPLAINED.find(reason => reason === event.reason);
  return (
    <>
      {known ? t(`audit.setAside.reason.${known}`) : event.reason}
      {': '}
      <code>{event.type}</code> <code>{event.id}</code>
      {', '}
      {t('audit.setAside.recorded', { instant: event.recordedAt })}
      {', '}
      {t('audit.setAside.found')} <Instant text={event.setAsideAt} />
    </>
  );
}

function UnprovenText(props: { row: Api.UnprovenRow }) {
  const t = useTexts();
  const { kind, id, subject, at } = props.row;
  const href = useSubjectHref()(subject);
  const { chatbot } = subject;
  const names = useNames();
  return (
    <>
      {t(`audit.unproven.kind.${kind}`)} <code>{id}</code>
      {chatbot !== undefined && (
        <>
          {', '}
          {t('audit.unproven.chatbot', { chatbot: names.chatbot(chatbot) })}
        </>
      )}
      {', '}
      {t('audit.unproven.made', { instant: at })}
      {href && (
        <>
          {', '}
          <Link href={href} variant="body-small">
            {t('audit.event.openSubject', {
              kind: subjectKindText(t, subject.kind),
              id: subject.id,
            })}
          </Link>
        </>
      )}
    </>
  );
}

/** An instant, or what stands in its place: the row may say anything. */
function Instant(props: { text: string }) {
  return Number.isNaN(Date.parse(props.text)) ? (
    <>{props.text}</>
  ) : (
    <RelativeTime instant={props.text} />
  );
}
