import { Button, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiArrowLeftLine } from '@remixicon/react';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { CardBoundary, FactList, RelativeTime, VersionLabel } from '../shared';
import styles from './EvaluationsContent.module.css';
import { MetricTable } from './MetricTable';
import { SampleList } from './SampleList';
import { SliceChart } from './SliceChart';

/** Props of {@link EvaluationDetail}. @internal */
export interface EvaluationDetailProps {
  evaluationId: string;
  /** Absent where there is no list to go back to. */
  onClose?: () => void;
}

/** One evaluation: its metrics, its slices, and its samples. @internal */
export function EvaluationDetail(props: EvaluationDetailProps) {
  const { evaluationId, onClose } = props;
  const t = useTexts();
  const query = useChatbotsQuery({
    key: ['evaluation', evaluationId],
    load: (api, signal) =>
      api.getEvaluation({ path: { evaluationId } }, { signal }),
  });
  return (
    <article className={styles.page} aria-label={t('entity.run.title')}>
      {onClose && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiArrowLeftLine />}
            onPress={onClose}
          >
            {t('entity.run.back')}
          </Button>
        </div>
      )}
      <CardBoundary query={query} label={t('entity.run.label')} lines={10}>
        {evaluation => (
          <div className={styles.page}>
            <EvaluationFacts evaluation={evaluation} />
            <section
              className={styles.stack}
              aria-label={t('entity.run.metrics')}
            >
              <Text as="h3" variant="title-x-small" weight="bold">
                {t('entity.run.metrics')}
              </Text>
              <MetricTable metrics={evaluation.metrics} />
            </section>
            <SliceChart evaluation={evaluation} />
            <SampleList evaluation={evaluation} />
          </div>
        )}
      </CardBoundary>
    </article>
  );
}

function EvaluationFacts(props: { evaluation: Api.Evaluation }) {
  const { evaluation } = props;
  const { run, dataset, judge, origin } = evaluation;
  const t = useTexts();
  return (
    <FactList
      facts={[
        {
          label: t('entity.run.facts.version'),
          value: (
            <VersionLabel
              chatbot={evaluation.chatbot}
              version={evaluation.version}
            />
          ),
        },
        { label: t('entity.run.facts.suite'), value: evaluation.suite },
        {
          label: t('entity.run.facts.dataset'),
          value: `${dataset.name} ${dataset.revision}`,
        },
        {
          label: t('entity.run.facts.judge'),
          value: `${judge.name} (${t(
            `entity.evaluations.judge.${judge.kind}`,
          )})`,
        },
        {
          label: t('entity.run.facts.finished'),
          value: <RelativeTime instant={evaluation.finishedAt} />,
        },
        {
          label: t('entity.run.facts.origin'),
          value: t(`entity.run.origin.${origin.kind}`),
        },
        {
          label: t('entity.run.facts.ref'),
          value:
            origin.ref &&
            (origin.protected === undefined
              ? origin.ref
              : t(
                  origin.protected
                    ? 'entity.run.refProtected'
                    : 'entity.run.refUnprotected',
                  { ref: origin.ref },
                )),
        },
        { label: t('entity.run.facts.event'), value: origin.event },
        {
          label: t('entity.run.facts.workflow'),
          value: origin.workflowFile ?? origin.workflow,
        },
        {
          label: t('entity.run.facts.run'),
          value: run?.url && (
            <Link href={run.url}>
              {t('entity.run.runLink', { id: run.id })}
            </Link>
          ),
        },
      ]}
    />
  );
}
