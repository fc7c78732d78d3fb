import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useTexts } from '../../hooks';
import { auditMessages } from '../../translations/audit';
import { DELIVERY_STATES, type WebhookFilters } from './useWebhookFilters';
import styles from './webhooks.module.css';

const CLEARED = { target: undefined, state: undefined, type: undefined };

interface Choice {
  value: string;
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
  const own = (value: string): Choice => ({ value, label: value });
  return (
    <form
      className={styles.filters}
      aria-label={t('webhook.filters.label')}
      onSubmit={event => event.preventDefault()}
    >
      <Filter
        id="webhook-target"
        label={t('webhook.filters.target')}
        any={t('webhook.filters.anyTarget')}
        value={filters.target}
        choices={targets.map(own)}
        onChange={target => onChange({ target })}
      />
      <Filter
        id="webhook-state"
        label={t('webhook.filters.state')}
        any={t('webhook.filters.anyState')}
        value={filters.state}
        choices={DELIVERY_STATES.map(value => ({
          value,
          label: t(`webhook.state.${value}`),
        }))}
        onChange={value =>
          onChange({ state: DELIVERY_STATES.find(one => one === value) })
        }
      />
      <Filter
        id="webhook-type"
        label={t('webhook.filters.type')}
        any={t('webhook.filters.anyType')}
        value={filters.type}
        choices={Object.keys(auditMessages.type).map(own)}
        onChange={type => onChange({ type })}
      />
      <Button
        onClick={() => onChange(CLEARED)}
        disabled={Object.keys(filters).length === 0}
      >
        {t('webhook.filters.clear')}
      </Button>
    </form>
  );
}

function Filter(props: {
  id: string;
  label: string;
  any: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChange: (value: string | undefined) => void;
}) {
  const { value = '', choices } = props;
  // A target that left the configuration may still be filtered by.
  const all = choices.some(choice => choice.value === value)
    ? choices
    : [...choices, ...(value ? [{ value, label: value }] : [])];
  return (
    <TextField
      select
      id={props.id}
      label={props.label}
      value={value}
      onChange={event => props.onChange(event.target.value || undefined)}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ displayEmpty: true }}
    >
      <MenuItem value="">{props.any}</MenuItem>
      {all.map(choice => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
