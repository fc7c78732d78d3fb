import { Button, Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useEffect, useRef } from 'react';
import { useChatbotsCommand, useChatbotsQuery, useTexts } from '../../hooks';
import { eventTypeText } from '../AuditPage/eventTypeText';
import { CardBoundary, CommandNotice, FactList, RelativeTime } from '../shared';
import { DeliveryChip, isSettling, outcomeText } from './webhookView';
import layout from '../shared/layout.module.css';
import styles from './webhooks.module.css';

/** One delivery with what was sent, what came of it, and the button that sends it again. @internal */
export function DeliveryDetail(props: {
  deliveryId: string;
  onClose: () => void;
  /** Called with the words to announce. */
  onRedelivered: (announcement: string) => void;
}) {
  const t = useTexts();
  const { deliveryId, onRedelivered } = props;
  const detail = useChatbotsQuery({
    key: ['webhook-delivery', deliveryId],
    load: (api, signal) =>
      api.getWebhookDelivery({ path: { deliveryId } }, { signal }),
    isPending: ({ delivery }) => isSettling(delivery),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  // A row far down the page opens its delivery above the list: the focus goes along.
  useEffect(() => heading.current?.focus(), [deliveryId]);
  const type = detail.value?.delivery.type;
  return (
    <Card>
      <CardHeader>
        <div className={layout.row}>
          <h2 ref={heading} tabIndex={-1} className={layout.heading}>
            {t('webhook.detail.title', {
              type: type === undefined ? '…' : eventTypeText(t, type),
            })}
          </h2>
          <Button variant="secondary" onPress={props.onClose}>
            {t('webhook.detail.close')}
          </Button>
        </div>
      </CardHeader>
      <CardBody>
        <CardBoundary
          query={detail}
          label={t('webhook.detail.loading')}
          lines={8}
        >
          {value => (
            <>
              <Facts detail={value} />
              <Redeliver delivery={value.delivery} onDone={onRedelivered} />
            </>
          )}
        </CardBoundary>
      </CardBody>
    </Card>
  );
}

function Facts(props: { detail: Api.WebhookDeliveryDetail }) {
  const t = useTexts();
  const { delivery, body, history } = props.detail;
  return (
    <div className={layout.stack}>
      <FactList
        facts={[
          {
            label: t('webhook.detail.state'),
            value: <DeliveryChip state={delivery.state} />,
          },
          { label: t('webhook.detail.target'), value: delivery.target },
          { label: t('webhook.detail.eventId'), value: delivery.eventId },
          {
            label: t('webhook.detail.created'),
            value: <RelativeTime instant={delivery.createdAt} />,
          },
          {
            label: t('webhook.detail.next'),
            value: delivery.nextAttemptAt && (
              <RelativeTime instant={delivery.nextAttemptAt} />
            ),
          },
        ]}
      />
      <div>
        <Text as="h3" weight="bold">
          {t('webhook.detail.attempts')}
        </Text>
        {history.length === 0 ? (
          <Text color="secondary">{t('webhook.detail.noAttempts')}</Text>
        ) : (
          <ol
            className={styles.attempts}
            aria-label={t('webhook.detail.attempts')}
          >
            {history.map(attempt => (
              <li key={attempt.at}>
                {outcomeText(t, attempt)}{' '}
                <Text as="span" color="secondary" variant="body-small">
                  <RelativeTime instant={attempt.at} /> ·{' '}
                  {t('webhook.detail.milliseconds', {
                    milliseconds: String(attempt.milliseconds),
                  })}
                </Text>
              </li>
            ))}
          </ol>
        )}
      </div>
      <div>
        <Text as="h3" weight="bold">
          {t('webhook.detail.body')}
        </Text>
        {body === undefined ? (
          <Text color="secondary">{t('webhook.detail.noBody')}</Text>
        ) : (
          <pre
            className={layout.bytes}
            aria-label={t('webhook.detail.body')}
            role="region"
          >
            {body}
          </pre>
        )}
      </div>
    </div>
  );
}

function Redeliver(props: {
  delivery: Api.WebhookDelivery;
  onDone: (announcement: string) => void;
}) {
  const t = useTexts();
  const { delivery, onDone } = props;
  const path = { deliveryId: delivery.id };
  const command = useChatbotsCommand({
    send: (api, _attempts: number, call) =>
      api.redeliverWebhookDelivery({ path }, call),
    // What waits, or was tried once more since, needs no second order.
    findRecorded: async (api, attempts, call) => {
      const now = await api.getWebhookDelivery({ path }, call);
      return isSettling(now.delivery) || now.delivery.attempts > attempts
        ? now
        : undefined;
    },
    onDone: () => onDone(t('webhook.detail.redelivered')),
  });
  return (
    <div className={layout.stack}>
      <div>
        <Button
          variant="primary"
          isPending={command.sending}
          onPress={() => command.send(delivery.attempts)}
        >
          {command.sending
            ? t('webhook.detail.redelivering')
            : t('webhook.detail.redeliver')}
        </Button>
      </div>
      <CommandNotice command={command} title={t('webhook.detail.failed')} />
    </div>
  );
}
