import { Select, TextAreaField } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
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
  /** Empty until somebody chooses. */
  stage: string;
  /** Absent until somebody chooses. */
  strategy?: Api.Strategy;
  comment: string;
}

/** Props of {@link RequestFields}. @internal */
export interface RequestFieldsProps {
  chatbot: string;
  form: RequestForm;
  /** What is asked for where nobody chooses; a strategy only once it is known what runs in the stage. */
  usual: Pick<RequestForm, 'stage' | 'strategy'>;
  stages: readonly string[];
  disabled: boolean;
  onChange: (changes: Partial<RequestForm>) => void;
}

/**
 * Version, stage, strategy and comment.
 *
 * @remarks
 * What is usual is shown in the place of a choice, but is none: a select tells of changes only, and what is usual changes with
 * the stage, which what somebody chose must not.
 *
 * @internal
 */
export function RequestFields(props: RequestFieldsProps) {
  const { chatbot, form, usual, stages, disabled, onChange } = props;
  const t = useTexts();
  const versions = useChatbotsQuery({
    key: ['versions', chatbot, 'offered'],
    load: (api, signal) =>
      api.listModelVersions(
        { path: { chatbot }, query: { limit: OFFERED_VERSIONS } },
        { signal },
      ),
  });
  const offered = versions.value?.items.map(item => item.version) ?? [];
  const strategyName = (strategy: Api.Strategy) =>
    t(`shared.strategy.${strategy}`);
  return (
    <>
      <Select
        label={t('entity.request.version')}
        // The one that is shown may stand on a later page of the list.
        options={[...new Set([form.version, ...offered])].map(asOption)}
        value={form.version}
        onChange={value => onChange({ version: String(value) })}
        isDisabled={disabled}
      />
      <Select
        label={t('entity.request.stage')}
        options={[...new Set([form.stage, ...stages])]
          .filter(Boolean)
          .map(asOption)}
        placeholder={usual.stage || t('entity.request.stageUnknown')}
        value={form.stage || null}
        onChange={value => onChange({ stage: String(value) })}
        isDisabled={disabled}
      />
      <Select
        label={t('entity.request.strategy')}
        description={t(
          `entity.request.strategyHelp.${usual.strategy ?? 'unknown'}`,
        )}
        options={STRATEGIES.map(id => ({ id, label: strategyName(id) }))}
        placeholder={
          usual.strategy
            ? strategyName(usual.strategy)
            : t('entity.request.strategyUsual')
        }
        value={form.strategy ?? null}
        onChange={value =>
          onChange({ strategy: STRATEGIES.find(one => one === value) })
        }
        isDisabled={disabled}
      />
      <TextAreaField
        label={t('entity.request.comment')}
        description={t('entity.request.commentHelp')}
        maxLength={MAX_COMMENT}
        value={form.comment}
        onChange={comment => onChange({ comment })}
        isReadOnly={disabled}
      />
    </>
  );
}

function asOption(id: string) {
  return { id, label: id };
}
