import { Cell, CellText, Table, Text, type ColumnConfig } from '@backstage/ui';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useMemo } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { RelativeTime } from '../shared';
import { actorText } from './actorText';
import styles from './audit.module.css';

/** Props of {@link EventTable}. @internal */
export interface EventTableProps {
  events: readonly Api.AuditEvent[];
  hrefOf: (sequence: number) => string;
}

/** One page of events; a row opens its event. @internal */
export function EventTable(props: EventTableProps) {
  const t = useTexts();
  const { events, hrefOf } = props;
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <div className={styles.scroll}>
      <Table
        className={styles.table}
        columnConfig={columns}
        data={[...events]}
        pagination={{ type: 'none' }}
        rowConfig={{ getHref: event => hrefOf(event.sequence) }}
      />
    </div>
  );
}

function columnsOf(t: Texts): ColumnConfig<Api.AuditEvent>[] {
  return [
    {
      id: 'sequence',
      label: t('audit.events.sequence'),
      width: 80,
      cell: event => <CellText title={String(event.sequence)} />,
    },
    {
      id: 'time',
      label: t('audit.events.time'),
      width: 130,
      cell: event => (
        <Cell>
          <RelativeTime instant={event.recordedAt} />
        </Cell>
      ),
    },
    {
      id: 'summary',
      label: t('audit.events.summary'),
      isRowHeader: true,
      width: '2.5fr',
      cell: event => (
        <Cell>
          <Text>{event.summary}</Text>
          {event.demo && (
            <Text color="secondary" variant="body-small">
              {' '}
              {t('audit.events.demo')}
            </Text>
          )}
        </Cell>
      ),
    },
    {
      id: 'type',
      label: t('audit.events.type'),
      width: '1.4fr',
      cell: event => (
        <Cell>
          <span className={styles.type}>{event.type}</span>
        </Cell>
      ),
    },
    {
      id: 'actor',
      label: t('audit.events.actor'),
      width: '1fr',
      cell: event => (
        <Cell>
          <span title={event.actor.ref}>{actorText(t, event.actor)}</span>
        </Cell>
      ),
    },
  ];
}
