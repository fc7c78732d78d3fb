import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useEffect, useState } from 'react';
import { useTexts } from '../../hooks';
import {
  AUDIT_PRESETS,
  isActor,
  isChatbot,
  presetOf,
  presetPeriod,
  type AuditFilters,
} from './auditFilters';
import styles from './audit.module.css';

/** Props of {@link AuditFilterForm}. @internal */
export interface AuditFilterFormProps {
  filters: AuditFilters;
  /** Event types that the log holds. */
  types: readonly string[];
  onChange: (filters: Partial<AuditFilters>) => void;
}

const CLEARED = {
  from: undefined,
  to: undefined,
  chatbot: undefined,
  type: undefined,
  actor: undefined,
};

/** Period, chatbot, event type and actor. Every change goes to the URL at once. @internal */
export function AuditFilterForm(props: AuditFilterFormProps) {
  const t = useTexts();
  const { filters, onChange } = props;
  const types = [...new Set([...props.types, filters.type])].flatMap(
    type => type ?? [],
  );
  const shrink = { shrink: true };
  return (
    <form
      className={styles.filters}
      aria-label={t('audit.filters.label')}
      onSubmit={event => event.preventDefault()}
    >
      <TextField
        select
        id="audit-preset"
        label={t('audit.filters.period')}
        value={presetOf(filters, Date.now()) ?? 'custom'}
        onChange={event => {
          const preset = AUDIT_PRESETS.find(
            name => name === event.target.value,
          );
          if (preset) {
            onChange({
              from: undefined,
              to: undefined,
              ...presetPeriod(preset, Date.now()),
            });
          }
        }}
        InputLabelProps={shrink}
      >
        {AUDIT_PRESETS.map(preset => (
          <MenuItem key={preset} value={preset}>
            {t(`audit.preset.${preset}`)}
          </MenuItem>
        ))}
        <MenuItem value="custom" disabled>
          {t('audit.preset.custom')}
        </MenuItem>
      </TextField>
      <TextField
        id="audit-from"
        type="date"
        label={t('audit.filters.from')}
        value={filters.from ?? ''}
        onChange={event => onChange({ from: event.target.value || undefined })}
        helperText={t('audit.filters.zone')}
        InputLabelProps={shrink}
      />
      <TextField
        id="audit-to"
        type="date"
        label={t('audit.filters.to')}
        value={filters.to ?? ''}
        onChange={event => onChange({ to: event.target.value || undefined })}
        InputLabelProps={shrink}
      />
      <LateTextField
        id="audit-chatbot"
        label={t('audit.filters.chatbot')}
        value={filters.chatbot}
        isValid={isChatbot}
        invalid={t('audit.filters.chatbotInvalid')}
        onChange={chatbot => onChange({ chatbot })}
      />
      <TextField
        select
        id="audit-type"
        label={t('audit.filters.type')}
        value={filters.type ?? ''}
        onChange={event => onChange({ type: event.target.value || undefined })}
        InputLabelProps={shrink}
        SelectProps={{ displayEmpty: true }}
      >
        <MenuItem value="">{t('audit.filters.anyType')}</MenuItem>
        {types.map(type => (
          <MenuItem key={type} value={type}>
            {type}
          </MenuItem>
        ))}
      </TextField>
      <LateTextField
        id="audit-actor"
        label={t('audit.filters.actor')}
        help={t('audit.filters.actorHelp')}
        value={filters.actor}
        isValid={isActor}
        invalid={t('audit.filters.actorInvalid')}
        onChange={actor => onChange({ actor })}
      />
      <Button
        onClick={() => onChange(CLEARED)}
        disabled={Object.keys(filters).length === 0}
      >
        {t('audit.filters.clear')}
      </Button>
    </form>
  );
}

/** A text that counts when it is finished: on Enter or when one leaves the field. */
function LateTextField(props: {
  id: string;
  label: string;
  help?: string;
  value: string | undefined;
  isValid: (text: string) => boolean;
  invalid: string;
  onChange: (value: string | undefined) => void;
}) {
  const { value = '', isValid } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const trimmed = text.trim();
  const bad = trimmed !== '' && !isValid(trimmed);
  const commit = () => {
    if (!bad && trimmed !== value) {
      props.onChange(trimmed || undefined);
    }
  };
  return (
    <TextField
      id={props.id}
      label={props.label}
      value={text}
      error={bad}
      helperText={bad ? props.invalid : props.help}
      onChange={event => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={event => event.key === 'Enter' && commit()}
      InputLabelProps={{ shrink: true }}
    />
  );
}
