import { Text } from '@backstage/ui';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useId, type ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { CommitRows } from './CommitRows';
import { FactRows } from './FactRows';
import { PromptRows } from './PromptRows';
import { ScoreTable } from './ScoreTable';
import styles from './sections.module.css';

/** Props of {@link ComparisonSections}. @internal */
export interface ComparisonSectionsProps {
  comparison: Api.Comparison;
  onlyDifferences: boolean;
  /**
   * For half a page's width: scores as rows, texts closed, and sections
   * without any entry left out.
   */
  compact?: boolean;
}

/** Everything that a comparison says, section by section. @internal */
export function ComparisonSections(props: ComparisonSectionsProps) {
  const t = useTexts();
  const { comparison, onlyDifferences, compact } = props;
  const { base, target } = comparison;
  const baseLabel = base ?? t('version.compare.was');
  const facts = ['model', 'parameters', 'datasets'] as const;
  const factsOf = (name: (typeof facts)[number] | 'artifacts') =>
    (!compact || comparison[name].length > 0) && (
      <Section key={name} name={name}>
        <FactRows
          rows={comparison[name]}
          onlyDifferences={onlyDifferences}
          label={t(`version.compare.section.${name}`)}
        />
      </Section>
    );
  return (
    <div className={styles.sections}>
      {(!compact || comparison.prompts.length > 0) && (
        <Section name="prompts">
          <PromptRows
            prompts={comparison.prompts}
            onlyDifferences={onlyDifferences}
            baseLabel={baseLabel}
            targetLabel={target}
            open={!compact}
          />
        </Section>
      )}
      {facts.map(factsOf)}
      <Section name="code">
        <CommitRows comparison={comparison} />
      </Section>
      {!compact && factsOf('artifacts')}
      <Section name="scores">
        {compact ? (
          <FactRows
            rows={comparison.scores.filter(row => row.slice === undefined)}
            onlyDifferences={onlyDifferences}
            label={t('version.compare.section.scores')}
          />
        ) : (
          <ScoreTable
            scores={comparison.scores}
            onlyDifferences={onlyDifferences}
            baseLabel={baseLabel}
            targetLabel={target}
          />
        )}
      </Section>
    </div>
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
      {props.children}
    </section>
  );
}
