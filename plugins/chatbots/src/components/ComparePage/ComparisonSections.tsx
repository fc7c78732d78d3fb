import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, type ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { CommitRows } from './CommitRows';
import { FactRows, HiddenCount } from './FactRows';
import { PromptRows } from './PromptRows';
import { ScoreTable } from './ScoreTable';
import { visiblePrompts, visibleRows } from './visibleRows';
import styles from './sections.module.css';

/** Props of {@link ComparisonSections}. @internal */
export interface ComparisonSectionsProps {
  comparison: Api.Comparison;
  onlyDifferences: boolean;
  /**
   * For half a page's width: scores as rows, texts closed, and sections
   * without any entry to show left out.
   */
  compact?: boolean;
}

/** Everything that a comparison says, section by section. @internal */
export function ComparisonSections(props: ComparisonSectionsProps) {
  const t = useTexts();
  const { comparison, onlyDifferences, compact } = props;
  const { base, target } = comparison;
  const baseLabel = base ?? t('version.compare.was');
  const wholeScores = comparison.scores.filter(row => row.slice === undefined);
  const facts = ['model', 'parameters', 'datasets'] as const;
  const factsOf = (name: (typeof facts)[number] | 'artifacts') =>
    (!compact || visibleRows(comparison[name], onlyDifferences).length > 0) && (
      <Section key={name} name={name}>
        <FactRows
          rows={comparison[name]}
          onlyDifferences={onlyDifferences}
          compact={compact}
          label={t(`version.compare.section.${name}`)}
        />
      </Section>
    );
  return (
    <div
      className={
        compact ? `${styles.sections} ${styles.compact}` : styles.sections
      }
    >
      {(!compact ||
        visiblePrompts(comparison.prompts, onlyDifferences).length > 0) && (
        <Section name="prompts">
          <PromptRows
            prompts={comparison.prompts}
            onlyDifferences={onlyDifferences}
            baseLabel={baseLabel}
            targetLabel={target}
            open={!compact}
            compact={compact}
          />
        </Section>
      )}
      {facts.map(factsOf)}
      <Section name="code">
        <CommitRows comparison={comparison} />
      </Section>
      {!compact && factsOf('artifacts')}
      {compact ? (
        visibleRows(wholeScores, onlyDifferences).length > 0 && (
          <Section name="scores">
            <FactRows
              rows={wholeScores}
              onlyDifferences={onlyDifferences}
              compact
              label={t('version.compare.section.scores')}
            />
          </Section>
        )
      ) : (
        <Section name="scores">
          <ScoreTable
            scores={comparison.scores}
            onlyDifferences={onlyDifferences}
            baseLabel={baseLabel}
            targetLabel={target}
          />
        </Section>
      )}
      {compact && onlyDifferences && <HiddenSum comparison={comparison} />}
    </div>
  );
}

/** How many equal entries all compact sections hide together. */
function HiddenSum(props: { comparison: Api.Comparison }) {
  const { comparison } = props;
  const rows = [
    ...comparison.model,
    ...comparison.parameters,
    ...comparison.datasets,
    ...comparison.scores.filter(row => row.slice === undefined),
  ];
  return (
    <HiddenCount
      total={rows.length + comparison.prompts.length}
      shown={
        visibleRows(rows, true).length +
        visiblePrompts(comparison.prompts, true).length
      }
    />
  );
}

function Section(props: {
  name:
    | 'prompts'
    | 'model'
    | 'parameters'
    | 'datasets'
    | 'code'
    | 'artifacts'
    | 'scores';
  children: ReactNode;
}) {
  const t = useTexts();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Text as="h3" variant="title-x-small" weight="bold" id={id}>
        {t(`version.compare.section.${props.name}`)}
      </Text>
      <div className={styles.content}>{props.children}</div>
    </section>
  );
}
