import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { EntityPersonLink, RowTable, UtcTime, type RowColumn } from '../shared';
import { Written } from '../text';
import { actorText } from './actorText';
import { eventTypeText } from './eventTypeText';

/** Props of {@link EventTable}. @internal */
export interface EventTableProps {
  events: readonly Api.AuditEvent[];
  hrefOf: (sequence: number) => string;
}

type EventRow = Api.AuditEvent & { id: string };

/** One page of events; a row opens its event. @internal */
export function EventTable(props: EventTableProps) {
  const t = useTexts();
  const { events, hrefOf } = props;
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <RowTable
      label={t('audit.events.title')}
      columns={columns}
      rows={events.map(event => ({ ...event, id: String(event.sequence) }))}
      hrefOf={event => hrefOf(event.sequence)}
    />
  );
}

function columnsOf(t: Texts): RowColumn<EventRow>[] {
  return [
    {
      id: 'sequence',
      label: t('audit.events.sequence'),
      defaultWidth: 80,
      render: event => event.sequence,
    },
    {
      id: 'time',
      label: t('audit.events.time'),
      defaultWidth: 190,
      render: event => <UtcTime instant={event.recordedAt} />,
    },
    {
      id: 'summary',
      label: t('audit.events.summary'),
      isRowHeader: true,
      defaultWidth: '3fr',
      render: event => (
        <>
          <Written>{event.summary}</Written>
          <Text as="div" color="secondary" variant="body-small">
            {event.demo
              ? t('audit.events.typeOfDemo', {
                  type: eventTypeText(t, event.type),
                })
              : eventTypeText(t, event.type)}
          </Text>
        </>
      ),
    },
    {
      id: 'actor',
      label: t('audit.events.actor'),
      defaultWidth: '1fr',
      render: ({ actor }) =>
        actor.ref ? (
          <EntityPersonLink entityRef={actor.ref} />
        ) : (
          actorText(t, actor)
        ),
    },
  ];
}
