import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId } from 'react';
import { useChatbotsQuery, useTexts } from '../../hooks';

const STRATEGIES: readonly Api.Strategy[] = [
  'all-at-once',
  'blue-green',
  'canary',
];
/** The newest versions are the ones people promote; the Versions tab reaches the rest. */
const OFFERED_VERSIONS = 25;
const MAX_COMMENT = 2000;

/** What the form holds. @internal */
export interface RequestForm {
  version: string;
  stage: string;
  /** Absent until somebody chooses or it is known what runs in the stage. */
  strategy?: Api.Strategy;
  comment: string;
}

/** Props of {@link RequestFields}. @internal */
export interface RequestFieldsProps {
  chatbot: string;
  form: RequestForm;
  stages: readonly string[];
  disabled: boolean;
  onChange: (changes: Partial<RequestForm>) => void;
}

/** Version, stage, strategy and comment. @internal */
export function RequestFields(props: RequestFieldsProps) {
  const { chatbot, form, stages, disabled, onChange } = props;
  const t = useTexts();
  const id = useId();
  const versions = useChatbotsQuery({
    key: ['versions', chatbot, 'offered'],
    load: (api, signal) =>
      api.listModelVersions(
        { path: { chatbot }, query: { limit: OFFERED_VERSIONS } },
        { signal },
      ),
  });
  return (
    <div>
      <ChoiceField
        label={t('entity.request.version')}
        value={form.version}
        options={withShown(
          form.version,
          versions.value?.items.map(item => item.version),
        )}
        disabled={disabled}
        onChoose={version => onChange({ version })}
      />
      <ChoiceField
        label={t('entity.request.stage')}
        value={form.stage}
        options={withShown(form.stage, stages)}
        disabled={disabled}
        onChoose={stage => onChange({ stage })}
      />
      <ChoiceField
        label={t('entity.request.strategy')}
        helperText={t(
          `entity.request.strategyHelp.${form.strategy ?? 'unknown'}`,
        )}
        value={form.strategy}
        options={STRATEGIES.map(value => ({
          value,
          label: t(`shared.strategy.${value}`),
        }))}
        disabled={disabled}
        onChoose={strategy => onChange({ strategy })}
      />
      <TextField
        multiline
        fullWidth
        minRows={2}
        id={`${id}comment`}
        margin="dense"
        label={t('entity.request.comment')}
        helperText={t('entity.request.commentHelp')}
        inputProps={{ maxLength: MAX_COMMENT }}
        value={form.comment}
        disabled={disabled}
        onChange={event => onChange({ comment: event.target.value })}
      />
    </div>
  );
}

interface Choice<T extends string> {
  value: T;
  label: string;
}

/** The choices of a list, and first the one that is shown, which the list may lack. */
function withShown(
  shown: string,
  values: readonly string[] = [],
): Choice<string>[] {
  return [...new Set([shown, ...values])]
    .filter(Boolean)
    .map(value => ({ value, label: value }));
}

/**
 * A list of which one is chosen.
 *
 * @remarks
 * A select reports changes only. Here a choice counts although it is shown already: what is shown may be worked out from
 * something else, and would change with it.
 */
function ChoiceField<T extends string>(props: {
  label: string;
  helperText?: string;
  /** Undefined while it is not known. */
  value: T | undefined;
  options: readonly Choice<T>[];
  disabled: boolean;
  onChoose: (value: T) => void;
}) {
  const { label, helperText, value, options, disabled, onChoose } = props;
  const id = useId();
  return (
    <TextField
      select
      fullWidth
      id={id}
      // MUI names its button by this id, and the label points to it.
      SelectProps={{ labelId: `${id}-label` }}
      InputLabelProps={{ id: `${id}-label` }}
      margin="dense"
      label={label}
      helperText={helperText}
      value={value ?? ''}
      disabled={disabled}
    >
      {options.map(option => (
        <MenuItem
          key={option.value}
          value={option.value}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
