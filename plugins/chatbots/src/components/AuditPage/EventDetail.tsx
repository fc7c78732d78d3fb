import {
  Button,
  ButtonLink,
  Card,
  CardBody,
  CardHeader,
  Link,
  Text,
} from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useEffect, useRef } from 'react';
import { useChatbotsQuery, useTexts } from '../../hooks';
import {
  CardBoundary,
  ChatbotLink,
  EntityPersonLink,
  LongText,
  UtcTime,
} from '../shared';
import { actorText } from './actorText';
import { eventTypeText, subjectKindText } from './eventTypeText';
import { InclusionProof } from './InclusionProof';
import { useSubjectHref } from './useSubjectHref';
import layout from '../shared/layout.module.css';
import { Written } from '../text';
import styles from './audit.module.css';

/** Props of {@link EventDetail}. @internal */
export interface EventDetailProps {
  sequence: number;
  hrefOf: (sequence: number) => string;
  onClose: () => void;
}

/** One event with the bytes that are hashed, its proof and its neighbours. @internal */
export function EventDetail(props: EventDetailProps) {
  const t = useTexts();
  const { sequence, hrefOf } = props;
  const detail = useChatbotsQuery({
    key: ['audit-event', sequence],
    load: (api, signal) =>
      api.getAuditEvent({ path: { sequence } }, { signal }),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  // A row far down the page opens an event at its top: the focus goes along.
  useEffect(() => heading.current?.focus(), [sequence]);
  return (
    <Card>
      <CardHeader>
        <div className={layout.row}>
          <h2 ref={heading} tabIndex={-1} className={layout.heading}>
            {t('audit.event.title', { sequence: String(sequence) })}
          </h2>
          <Button variant="secondary" onPress={props.onClose}>
            {t('audit.event.close')}
          </Button>
        </div>
      </CardHeader>
      <CardBody>
        <CardBoundary
          query={detail}
          label={t('audit.event.loading')}
          lines={10}
        >
          {value => <Detail detail={value} hrefOf={hrefOf} />}
        </CardBoundary>
      </CardBody>
    </Card>
  );
}

function Detail(props: {
  detail: Api.AuditEventDetail;
  hrefOf: (sequence: number) => string;
}) {
  const t = useTexts();
  const { detail, hrefOf } = props;
  const { event, previous, next } = detail;
  const { subject } = event;
  const subjectHref = useSubjectHref()(subject);
  return (
    <div className={layout.stack}>
      <Text as="p" weight="bold">
        <Written>{event.summary}</Written>
      </Text>
      <dl className={styles.facts}>
        <div>
          <dt>{t('audit.event.type')}</dt>
          <dd>{eventTypeText(t, event.type)}</dd>
        </div>
        <div>
          <dt>{t('audit.event.actor')}</dt>
          <dd>
            {event.actor.ref ? (
              <EntityPersonLink entityRef={event.actor.ref} />
            ) : (
              actorText(t, event.actor)
            )}
          </dd>
        </div>
        <div>
          <dt>{t('audit.event.occurred')}</dt>
          <dd>
            <UtcTime instant={event.occurredAt} />
          </dd>
        </div>
        <div>
          <dt>{t('audit.event.recorded')}</dt>
          <dd>
            <UtcTime instant={event.recordedAt} />
          </dd>
        </div>
        {subject.chatbot && (
          <div>
            <dt>{t('audit.event.chatbot')}</dt>
            <dd>
              <ChatbotLink chatbot={subject.chatbot} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('audit.event.about')}</dt>
          <dd>
            {subjectHref ? (
              <Link href={subjectHref}>
                {t('audit.event.openSubject', {
                  kind: subjectKindText(t, subject.kind),
                  id: subject.id,
                })}
              </Link>
            ) : (
              `${subjectKindText(t, subject.kind)} ${subject.id}`
            )}
          </dd>
        </div>
      </dl>
      {event.texts && Object.keys(event.texts).length > 0 && (
        <div>
          <Text as="h3" weight="bold">
            {t('audit.event.texts')}
          </Text>
          <dl className={styles.facts}>
            {Object.entries(event.texts).map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <LongText label={name}>{text}</LongText>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <div>
        <Text as="h3" weight="bold">
          {t('audit.event.body')}
        </Text>
        <pre
          className={layout.bytes}
          aria-label={t('audit.event.body')}
          role="region"
        >
          {detail.body}
        </pre>
      </div>
      <div>
        <Text as="h3" weight="bold">
          {t('audit.event.leaf')}
        </Text>
        <pre className={layout.bytes}>{detail.leafHash}</pre>
      </div>
      <InclusionProof proof={detail.proof} />
      <div className={layout.row}>
        {previous === undefined ? (
          <Text color="secondary">{t('audit.event.noPrevious')}</Text>
        ) : (
          <ButtonLink variant="secondary" href={hrefOf(previous)}>
            {t('audit.event.previous')}
          </ButtonLink>
        )}
        {next === undefined ? (
          <Text color="secondary">{t('audit.event.noNext')}</Text>
        ) : (
          <ButtonLink variant="secondary" href={hrefOf(next)}>
            {t('audit.event.next')}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
