import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import { useNames, useTexts, type Texts } from '../../hooks';
import { eventTypeText } from '../AuditPage/eventTypeText';
import {
  Age,
  LongText,
  RelativeTime,
  RowTable,
  type RowColumn,
} from '../shared';
import { TargetChip } from './webhookView';

/** The targets of the configuration, and how delivery to each of them goes. @internal */
export function TargetTable(props: { targets: readonly Api.WebhookTarget[] }) {
  const t = useTexts();
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <RowTable
      label={t('webhook.targets.title')}
      columns={columns}
      rows={props.targets}
    />
  );
}

/** Whose chatbots a target hears of. */
function Owners(props: { owners: readonly string[] }) {
  const t = useTexts();
  const names = useNames();
  return (
    <Text as="div" color="secondary" variant="body-small">
      <LongText label={t('webhook.targets.owners')}>
        {t('webhook.targets.ownedBy', {
          owners: props.owners.map(names.entity).join(', '),
        })}
      </LongText>
    </Text>
  );
}

function columnsOf(t: Texts): RowColumn<Api.WebhookTarget>[] {
  return [
    {
      id: 'target',
      label: t('webhook.targets.id'),
      isRowHeader: true,
      defaultWidth: '3fr',
      render: target => (
        <>
          {target.id}
          <Text as="div" color="secondary" variant="body-small">
            {target.url}
          </Text>
        </>
      ),
    },
    {
      id: 'state',
      label: t('webhook.targets.state'),
      defaultWidth: '2fr',
      render: ({ state, failingSince }) => (
        <>
          <TargetChip state={state} />
          {failingSince && (
            <Text as="div" color="secondary" variant="body-small">
              {t('webhook.targets.failingFor')} <Age instant={failingSince} />
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'gets',
      label: t('webhook.targets.gets'),
      defaultWidth: '3fr',
      render: ({ types, owners }) => (
        <>
          <LongText label={t('webhook.targets.gets')}>
            {types?.map(type => eventTypeText(t, type)).join(', ') ??
              t('webhook.targets.allEvents')}
          </LongText>
          {owners && <Owners owners={owners} />}
        </>
      ),
    },
    {
      id: 'last',
      label: t('webhook.targets.lastDelivered'),
      defaultWidth: 140,
      render: ({ lastDeliveredAt }) =>
        lastDeliveredAt ? (
          <RelativeTime instant={lastDeliveredAt} />
        ) : (
          t('webhook.targets.never')
        ),
    },
    {
      id: 'outstanding',
      label: t('webhook.targets.outstanding'),
      defaultWidth: 130,
      render: ({ outstanding }) => outstanding,
    },
    {
      id: 'failed',
      label: t('webhook.targets.failed'),
      defaultWidth: 100,
      render: ({ failed }) => failed,
    },
  ];
}
