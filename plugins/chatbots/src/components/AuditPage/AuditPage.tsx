import { Button, Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useState } from 'react';
import { useChatbotsQuery, useCursorPages, useTexts } from '../../hooks';
import { describeError } from '../../view';
import {
  CardBoundary,
  CursorPager,
  EmptyState,
  ErrorNotice,
  ListDownload,
  PageFrame,
} from '../shared';
import { AuditFilterForm } from './AuditFilterForm';
import { queryOf, type AuditFilters } from './auditFilters';
import { EventDetail } from './EventDetail';
import { EventTable } from './EventTable';
import { ExportDialog } from './ExportDialog';
import { LogHealth, LogHealthLine } from './LogHealth';
import { TamperAlert } from './TamperAlert';
import { useAuditFilters } from './useAuditFilters';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';

const PAGE_SIZE = 25;

/** "Prove what happened." @internal */
export function AuditPage() {
  return (
    <PageFrame page="audit">
      <AuditLog />
    </PageFrame>
  );
}

function AuditLog() {
  const t = useTexts();
  const { filters, change, event, openEvent, eventHref } = useAuditFilters();
  const [exporting, setExporting] = useState(false);
  const status = useChatbotsQuery({
    key: ['audit-status'],
    load: (api, signal) => api.getAuditStatus({ signal }),
  });
  if (status.error && describeError(status.error).fallback === 'notAllowed') {
    // Once for the page, not once for each part of it.
    return (
      <div className={layout.page}>
        <ErrorNotice error={status.error} title={t('audit.notAllowed')} />
      </div>
    );
  }
  return (
    <div className={layout.page}>
      <TamperAlert status={status.value} />
      {status.value && <LogHealthLine status={status.value} />}
      <Card>
        <CardBody>
          <AuditFilterForm
            filters={filters}
            types={status.value?.types ?? []}
            onChange={change}
          />
        </CardBody>
      </Card>
      <div className={styles.columns}>
        <div className={layout.stack}>
          {event !== undefined && (
            <EventDetail
              sequence={event}
              hrefOf={eventHref}
              onClose={() => openEvent(undefined)}
            />
          )}
          <Events filters={filters} hrefOf={eventHref} />
        </div>
        <div className={layout.stack}>
          <Card>
            <CardHeader>
              <Text as="h2" variant="title-small" weight="bold">
                {t('audit.export.title')}
              </Text>
            </CardHeader>
            <CardBody>
              <div className={layout.stack}>
                <Text color="secondary">{t('audit.export.about')}</Text>
                <Button variant="primary" onPress={() => setExporting(true)}>
                  {t('audit.export.open')}
                </Button>
              </div>
            </CardBody>
          </Card>
          <LogHealth query={status} />
        </div>
      </div>
      {exporting && (
        <ExportDialog period={filters} onClose={() => setExporting(false)} />
      )}
    </div>
  );
}

function Events(props: {
  filters: AuditFilters;
  hrefOf: (sequence: number) => string;
}) {
  const t = useTexts();
  const { filters, hrefOf } = props;
  const query = queryOf(filters);
  const pages = useCursorPages(JSON.stringify(query));
  const { cursor } = pages;
  const events = useChatbotsQuery({
    key: ['audit-events', query, cursor],
    load: (api, signal) =>
      api.listAuditEvents(
        { query: { ...query, cursor, limit: PAGE_SIZE } },
        { signal },
      ),
    keepPrevious: true,
  });
  return (
    <Card>
      <CardHeader>
        <div className={layout.row}>
          <Text as="h2" variant="title-small" weight="bold">
            {t('audit.events.title')}
          </Text>
          <Text role="status" color="secondary">
            {events.value &&
              t('audit.events.count', { count: events.value.total })}
          </Text>
        </div>
      </CardHeader>
      <CardBody>
        <CardBoundary
          query={events}
          label={t('audit.loading')}
          lines={10}
          isEmpty={list => list.items.length === 0 && pages.page === 0}
          empty={
            <EmptyState
              title={t('audit.events.empty.title')}
              description={t('audit.events.empty.description')}
            />
          }
        >
          {list => (
            <>
              <ListDownload list="events" query={query} total={list.total} />
              <EventTable events={list.items} hrefOf={hrefOf} />
              <CursorPager
                pages={pages}
                pageSize={PAGE_SIZE}
                count={list.items.length}
                nextCursor={list.nextCursor}
                total={list.total}
              />
            </>
          )}
        </CardBoundary>
      </CardBody>
    </Card>
  );
}
