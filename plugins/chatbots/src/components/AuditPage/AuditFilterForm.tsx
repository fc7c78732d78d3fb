import { Button, DatePicker, Select } from '@backstage/ui';
import { parseDate, type DateValue } from '@internationalized/date';
import { useEffect, useState } from 'react';
import { useNames, useTexts } from '../../hooks';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';
import {
  actorOf,
  AUDIT_PRESETS,
  presetOf,
  presetPeriod,
  type AuditFilters,
} from './auditFilters';
import { CompletedField } from './CompletedField';
import { eventTypeText } from './eventTypeText';
import { useChatbotOptions, usePersonOptions } from './fieldOptions';

/** Props of {@link AuditFilterForm}. @internal */
export interface AuditFilterFormProps {
  filters: AuditFilters;
  /** Event types that the log holds. */
  types: readonly string[];
  onChange: (filters: Partial<AuditFilters>) => void;
}

const ANY = '';
/** Earlier ones are a year that somebody is still typing. */
const FIRST_YEAR = 1000;
const CLEARED = {
  from: undefined,
  to: undefined,
  chatbot: undefined,
  search: undefined,
  type: undefined,
  actor: undefined,
};

/** Period, chatbot, event type and person. Every change goes to the URL at once. @internal */
export function AuditFilterForm(props: AuditFilterFormProps) {
  const t = useTexts();
  const names = useNames();
  const chatbots = useChatbotOptions();
  const people = usePersonOptions();
  const { filters, onChange } = props;
  const types = [...new Set([...props.types, filters.type])].flatMap(
    type => type ?? [],
  );
  const preset = presetOf(filters, Date.now());
  return (
    <form
      className={layout.filters}
      aria-label={t('audit.filters.label')}
      onSubmit={event => event.preventDefault()}
    >
      <Select
        label={t('audit.filters.period')}
        options={AUDIT_PRESETS.map(id => ({
          id,
          label: t(`audit.preset.${id}`),
        }))}
        placeholder={t('audit.preset.custom')}
        value={preset ?? null}
        onChange={value => {
          const chosen = AUDIT_PRESETS.find(name => name === value);
          if (chosen) {
            onChange({
              from: undefined,
              to: undefined,
              ...presetPeriod(chosen, Date.now()),
            });
          }
        }}
      />
      <DayField
        label={t('audit.filters.from')}
        value={filters.from}
        onChange={from => onChange({ from })}
      />
      <DayField
        label={t('audit.filters.to')}
        value={filters.to}
        onChange={to => onChange({ to })}
      />
      <CompletedField
        label={t('audit.filters.chatbot')}
        placeholder={t('audit.filters.chatbotHelp')}
        text={
          filters.search ??
          (filters.chatbot === undefined ? '' : names.chatbot(filters.chatbot))
        }
        chosen={filters.search === undefined ? filters.chatbot : undefined}
        {...chatbots}
        onChoose={chatbot => onChange({ chatbot, search: undefined })}
        onWords={search => onChange({ search, chatbot: undefined })}
      />
      <Select
        label={t('audit.filters.type')}
        options={[
          { id: ANY, label: t('audit.filters.anyType') },
          ...types.map(id => ({ id, label: eventTypeText(t, id) })),
        ]}
        value={filters.type ?? ANY}
        onChange={value => onChange({ type: String(value) || undefined })}
      />
      <CompletedField
        label={t('audit.filters.actor')}
        placeholder={t('audit.filters.actorHelp')}
        text={filters.actor === undefined ? '' : names.entity(filters.actor)}
        chosen={filters.actor}
        {...people}
        onChoose={actor => onChange({ actor })}
        // Somebody who has left the catalog is found by their ref.
        onWords={words => onChange({ actor: actorOf(words) })}
      />
      {Object.keys(filters).length > 0 && (
        <Button
          variant="tertiary"
          className={layout.clear}
          onPress={() => onChange(CLEARED)}
        >
          {t('audit.filters.clear')}
        </Button>
      )}
    </form>
  );
}

/** A day, counted in UTC as the log does. */
function DayField(props: {
  label: string;
  /** `yyyy-mm-dd`. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const [day, setDay] = useState<DateValue | null>(null);
  useEffect(() => setDay(value ? parseDate(value) : null), [value]);
  return (
    <DatePicker
      className={styles.day}
      label={props.label}
      value={day}
      onChange={chosen => {
        setDay(chosen);
        if (!chosen || chosen.year >= FIRST_YEAR) {
          onChange(chosen?.toString());
        }
      }}
    />
  );
}
