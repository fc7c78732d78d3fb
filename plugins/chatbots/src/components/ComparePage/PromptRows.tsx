import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { compareTexts } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useId, useMemo, useState } from 'react';
import { useTexts } from '../../hooks';
import { HiddenCount } from './FactRows';
import { HiddenSummary, isolated, Written } from '../text';
import { lineEndsText, SideBySide } from './SideBySide';
import { visiblePrompts } from './visibleRows';
import styles from './facts.module.css';

/** Props of {@link PromptRows}. @internal */
export interface PromptRowsProps {
  prompts: readonly Api.PromptComparison[];
  onlyDifferences: boolean;
  baseLabel?: string;
  targetLabel?: string;
  /** Opens every changed prompt: the compare page is there to show them. */
  open?: boolean;
  /** Leaves counting the hidden entries to the caller. */
  compact?: boolean;
}

/** Prompts with lines added and removed, and the texts side by side on demand. @internal */
export function PromptRows(props: PromptRowsProps) {
  const t = useTexts();
  const { prompts } = props;
  if (prompts.length === 0) {
    return <Text color="secondary">{t('version.compare.nothing')}</Text>;
  }
  const shown = visiblePrompts(prompts, props.onlyDifferences);
  return (
    <>
      {shown.length > 0 && (
        <ul
          className={styles.list}
          aria-label={t('version.compare.section.prompts')}
        >
          {shown.map(prompt => (
            <PromptRow key={prompt.name} {...props} prompt={prompt} />
          ))}
        </ul>
      )}
      {!props.compact && (
        <HiddenCount total={prompts.length} shown={shown.length} />
      )}
    </>
  );
}

function PromptRow(props: PromptRowsProps & { prompt: Api.PromptComparison }) {
  const t = useTexts();
  const { prompt } = props;
  const { name } = prompt;
  const id = useId();
  const textMissing =
    (prompt.status !== 'added' && prompt.base === undefined) ||
    (prompt.status !== 'missing' && prompt.target === undefined);
  const viewable = prompt.status !== 'same';
  const [open, setOpen] = useState(Boolean(props.open) && viewable);
  return (
    <li className={styles.row}>
      <Text weight="bold" className={styles.label}>
        <Written>{name}</Written>
      </Text>
      <div className={styles.value}>
        <span className={styles.status}>
          {t(`version.compare.status.${prompt.status}`)}
        </span>
        {prompt.onlyLineEnds && <OnlyLineEnds prompt={prompt} />}
        {!prompt.onlyLineEnds &&
          prompt.linesAdded !== undefined &&
          prompt.linesRemoved !== undefined && (
            <span
              className={styles.code}
              title={t('version.compare.lines', {
                added: String(prompt.linesAdded),
                removed: String(prompt.linesRemoved),
              })}
            >
              +{prompt.linesAdded} −{prompt.linesRemoved}
            </span>
          )}
        {viewable && !textMissing && (
          <Button
            variant="tertiary"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            aria-label={
              open
                ? t('version.compare.hide', { name: isolated(name) })
                : t('version.compare.view', { name: isolated(name) })
            }
            onPress={() => setOpen(!open)}
          >
            {open
              ? t('version.compare.hideShort')
              : t('version.compare.viewShort')}
          </Button>
        )}
        {viewable && textMissing && (
          <Text variant="body-small" color="secondary">
            {t('version.compare.promptTextMissingBoth')}
          </Text>
        )}
      </div>
      <HiddenCharacters {...props} />
      {open && viewable && !textMissing && (
        <div id={id} className={styles.detail}>
          <SideBySide
            name={name}
            base={prompt.base ?? ''}
            target={prompt.target ?? ''}
            baseLabel={props.baseLabel}
            targetLabel={props.targetLabel}
          />
        </div>
      )}
    </li>
  );
}

/** What nobody sees in the texts: of both sides, unless they are equal. */
function HiddenCharacters(
  props: PromptRowsProps & { prompt: Api.PromptComparison },
) {
  const t = useTexts();
  const { status, base, target } = props.prompt;
  return (
    <div className={styles.detail}>
      {status !== 'same' && (
        <HiddenSummary
          text={base}
          label={props.baseLabel ?? t('version.compare.was')}
        />
      )}
      <HiddenSummary
        text={target}
        label={props.targetLabel ?? t('version.compare.now')}
      />
    </div>
  );
}

function OnlyLineEnds(props: { prompt: Api.PromptComparison }) {
  const t = useTexts();
  const { base = '', target = '' } = props.prompt;
  const lineEnds = useMemo(
    () => compareTexts(base, target).lineEnds,
    [base, target],
  );
  return (
    <span>
      {t('version.compare.onlyLineEnds', { what: lineEndsText(t, lineEnds) })}
    </span>
  );
}
