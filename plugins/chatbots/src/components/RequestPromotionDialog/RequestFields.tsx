import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
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
  const select = (name: 'version' | 'stage', values: readonly string[]) => (
    <TextField
      select
      fullWidth
      id={`${id}${name}`}
      // MUI names its button by this id, and the label points to it.
      SelectProps={{ labelId: `${id}${name}-label` }}
      InputLabelProps={{ id: `${id}${name}-label` }}
      margin="dense"
      label={t(`entity.request.${name}`)}
      value={form[name]}
      disabled={disabled}
      onChange={event => onChange({ [name]: event.target.value })}
    >
      {[...new Set([form[name], ...values])].filter(Boolean).map(value => (
        <MenuItem key={value} value={value}>
          {value}
        </MenuItem>
      ))}
    </TextField>
  );

  return (
    <div>
      {select('version', versions.value?.items.map(item => item.version) ?? [])}
      {select('stage', stages)}
      <TextField
        select
        fullWidth
        id={`${id}strategy`}
        SelectProps={{ labelId: `${id}strategy-label` }}
        InputLabelProps={{ id: `${id}strategy-label` }}
        margin="dense"
        label={t('entity.request.strategy')}
        helperText={t(
          `entity.request.strategyHelp.${form.strategy ?? 'unknown'}`,
        )}
        // A select tells of no choice that it shows already: it shows no guess.
        value={form.strategy ?? ''}
        disabled={disabled}
        onChange={event =>
          onChange({
            strategy:
              STRATEGIES.find(value => value === event.target.value) ??
              'all-at-once',
          })
        }
      >
        {STRATEGIES.map(value => (
          <MenuItem key={value} value={value}>
            {t(`shared.strategy.${value}`)}
          </MenuItem>
        ))}
      </TextField>
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
