import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useState } from 'react';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { describeError } from '../../view';
import {
  Announcement,
  CardBoundary,
  EmptyState,
  ErrorNotice,
  PageFrame,
} from '../shared';
import { DeliveryDetail } from './DeliveryDetail';
import { DeliveryList } from './DeliveryList';
import { RedeliverDialog } from './RedeliverDialog';
import { TargetTable } from './TargetTable';
import { useWebhookFilters } from './useWebhookFilters';
import layout from '../shared/layout.module.css';
import styles from './webhooks.module.css';

/** How long after a redelivery the targets are asked for again and again, in milliseconds. */
const SETTLING_MS = 10_000;

/** "Did they hear of it?" @internal */
export function WebhooksPage() {
  return (
    <PageFrame page="webhooks">
      <Webhooks />
    </PageFrame>
  );
}

function Webhooks() {
  const t = useTexts();
  const { filters, change, delivery, close, hrefOf } = useWebhookFilters();
  /** When something was last sent again. */
  const [sentAt, setSentAt] = useState(0);
  const [announcement, setAnnouncement] = useState('');
  const targets = useChatbotsQuery({
    key: ['webhooks'],
    load: (api, signal) => api.listWebhooks({ signal }),
    keepPrevious: true,
    isPending: list =>
      Date.now() < sentAt + SETTLING_MS &&
      list.items.some(({ outstanding }) => outstanding > 0),
  });
  if (targets.error && describeError(targets.error).fallback === 'notAllowed') {
    // Once for the page, not once for each part of it.
    return (
      <div className={layout.page}>
        <ErrorNotice error={targets.error} title={t('webhook.notAllowed')} />
      </div>
    );
  }
  const items = targets.value?.items ?? [];
  const redelivered = (words: string) => {
    setAnnouncement(words);
    setSentAt(Date.now());
  };
  return (
    <div className={layout.page}>
      <Card>
        <CardHeader>
          <div className={layout.row}>
            <Text as="h2" variant="title-small" weight="bold">
              {t('webhook.targets.title')}
            </Text>
            <RedeliverDialog targets={items} onDone={redelivered} />
          </div>
        </CardHeader>
        <CardBody>
          <Announcement done={announcement} className={styles.announcement}>
            {announcement}
          </Announcement>
          <CardBoundary
            query={targets}
            label={t('webhook.targets.loading')}
            isEmpty={list => list.items.length === 0}
            empty={
              <EmptyState
                title={t('webhook.targets.empty.title')}
                description={t('webhook.targets.empty.description')}
              />
            }
          >
            {list => <TargetTable targets={list.items} />}
          </CardBoundary>
        </CardBody>
      </Card>
      {delivery !== undefined && (
        <DeliveryDetail
          key={delivery}
          deliveryId={delivery}
          onClose={close}
          onRedelivered={redelivered}
        />
      )}
      {
        // Not before it is known who may see them: a refusal is told once.
        (targets.value || targets.error) && (
          <DeliveryList
            filters={filters}
            targets={items.map(({ id }) => id)}
            onChange={change}
            hrefOf={hrefOf}
          />
        )
      }
    </div>
  );
}
