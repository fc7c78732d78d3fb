import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import {
  useChatbotsQuery,
  useCursorPages,
  useNames,
  useTexts,
  type Texts,
} from '../../hooks';
import {
  CardBoundary,
  CursorPager,
  EmptyState,
  RelativeTime,
  RowTable,
  type RowColumn,
} from '../shared';
import { eventTypeText } from '../AuditPage/eventTypeText';
import { DeliveryFilters } from './DeliveryFilters';
import type { WebhookFilters } from './useWebhookFilters';
import { DeliveryChip, isSettling, outcomeText } from './webhookView';
import layout from '../shared/layout.module.css';

const PAGE_SIZE = 25;

/** What is and was sent, newest first; a row opens its delivery. @internal */
export function DeliveryList(props: {
  filters: WebhookFilters;
  targets: readonly string[];
  onChange: (filters: Partial<WebhookFilters>) => void;
  hrefOf: (deliveryId: string) => string;
}) {
  const t = useTexts();
  const { filters, targets, onChange, hrefOf } = props;
  const pages = useCursorPages(JSON.stringify(filters));
  const { cursor } = pages;
  const deliveries = useChatbotsQuery({
    key: ['webhook-deliveries', filters, cursor],
    load: (api, signal) =>
      api.listWebhookDeliveries(
        { query: { ...filters, cursor, limit: PAGE_SIZE } },
        { signal },
      ),
    keepPrevious: true,
    isPending: list => list.items.some(isSettling),
  });
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('webhook.deliveries.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <div className={layout.stack}>
          <DeliveryFilters
            filters={filters}
            targets={targets}
            onChange={onChange}
          />
          <CardBoundary
            query={deliveries}
            label={t('webhook.deliveries.loading')}
            lines={10}
            isEmpty={list => list.items.length === 0 && pages.page === 0}
            empty={
              <EmptyState
                title={t('webhook.deliveries.empty.title')}
                description={t('webhook.deliveries.empty.description')}
              />
            }
          >
            {list => (
              <>
                <RowTable
                  label={t('webhook.deliveries.title')}
                  columns={columns}
                  rows={list.items}
                  hrefOf={({ id }) => hrefOf(id)}
                />
                <CursorPager
                  pages={pages}
                  pageSize={PAGE_SIZE}
                  count={list.items.length}
                  nextCursor={list.nextCursor}
                />
              </>
            )}
          </CardBoundary>
        </div>
      </CardBody>
    </Card>
  );
}

/** Which chatbot an event is about, and its number. */
function About(props: { chatbot: string | undefined; sequence: number }) {
  const t = useTexts();
  const names = useNames();
  const { chatbot } = props;
  const sequence = String(props.sequence);
  return (
    <Text as="div" color="secondary" variant="body-small">
      {chatbot
        ? t('webhook.deliveries.about', {
            chatbot: names.chatbot(chatbot),
            sequence,
          })
        : t('webhook.deliveries.number', { sequence })}
    </Text>
  );
}

function columnsOf(t: Texts): RowColumn<Api.WebhookDelivery>[] {
  return [
    {
      id: 'event',
      label: t('webhook.deliveries.event'),
      isRowHeader: true,
      defaultWidth: '3fr',
      render: ({ type, chatbot, sequence }) => (
        <>
          <span title={type}>{eventTypeText(t, type)}</span>
          <About chatbot={chatbot} sequence={sequence} />
        </>
      ),
    },
    {
      id: 'target',
      label: t('webhook.deliveries.target'),
      defaultWidth: '2fr',
      render: ({ target }) => target,
    },
    {
      id: 'state',
      label: t('webhook.deliveries.state'),
      defaultWidth: 140,
      render: ({ state }) => <DeliveryChip state={state} />,
    },
    {
      id: 'answer',
      label: t('webhook.deliveries.answer'),
      defaultWidth: '3fr',
      render: ({ attempts, responseStatus, problem }) => (
        <>
          {outcomeText(t, { status: responseStatus, problem })}
          <Text as="div" color="secondary" variant="body-small">
            {t('webhook.deliveries.attempts', { count: attempts })}
          </Text>
        </>
      ),
    },
    {
      id: 'created',
      label: t('webhook.deliveries.created'),
      defaultWidth: 140,
      render: ({ createdAt }) => <RelativeTime instant={createdAt} />,
    },
  ];
}
