import { Button, Select } from '@backstage/ui';
import { useTexts } from '../../hooks';
import { eventTypeText } from '../AuditPage/eventTypeText';
import { auditMessages } from '../../translations/audit';
import { DELIVERY_STATES, type WebhookFilters } from './useWebhookFilters';
import layout from '../shared/layout.module.css';

const ANY = '';
const CLEARED = { target: undefined, state: undefined, type: undefined };

interface Choice {
  id: string;
  label: string;
}

/** Target, state and event type. Every change goes to the URL at once. @internal */
export function DeliveryFilters(props: {
  filters: WebhookFilters;
  targets: readonly string[];
  onChange: (filters: Partial<WebhookFilters>) => void;
}) {
  const t = useTexts();
  const { filters, targets, onChange } = props;
  return (
    <form
      className={layout.filters}
      aria-label={t('webhook.filters.label')}
      onSubmit={event => event.preventDefault()}
    >
      <Filter
        label={t('webhook.filters.target')}
        any={t('webhook.filters.anyTarget')}
        value={filters.target}
        choices={targets.map(own)}
        onChange={target => onChange({ target })}
      />
      <Filter
        label={t('webhook.filters.state')}
        any={t('webhook.filters.anyState')}
        value={filters.state}
        choices={DELIVERY_STATES.map(id => ({
          id,
          label: t(`webhook.state.${id}`),
        }))}
        onChange={value =>
          onChange({ state: DELIVERY_STATES.find(one => one === value) })
        }
      />
      <Filter
        label={t('webhook.filters.type')}
        any={t('webhook.filters.anyType')}
        value={filters.type}
        choices={Object.keys(auditMessages.type).map(id => ({
          id,
          label: eventTypeText(t, id),
        }))}
        onChange={type => onChange({ type })}
      />
      {Object.keys(filters).length > 0 && (
        <Button
          variant="tertiary"
          className={layout.clear}
          onPress={() => onChange(CLEARED)}
        >
          {t('webhook.filters.clear')}
        </Button>
      )}
    </form>
  );
}

function Filter(props: {
  label: string;
  any: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
}) {
  const { label, any, value = ANY, choices } = props;
  // A target that left the configuration may still be filtered by.
  const isKnown = value === ANY || choices.some(({ id }) => id === value);
  return (
    <Select
      label={label}
      options={[
        { id: ANY, label: any },
        ...choices,
        ...(isKnown ? [] : [own(value)]),
      ]}
      value={value}
      onChange={chosen => props.onChange(String(chosen) || undefined)}
    />
  );
}

function own(id: string): Choice {
  return { id, label: id };
}
