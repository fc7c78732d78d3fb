import { Link } from '@backstage/ui';
import type { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import {
  LongText,
  OutcomeIcon,
  PersonList,
  RelativeTime,
  StageBadge,
  StateChip,
  VersionLabel,
} from '../shared';
import { isolated } from '../text';
import styles from './StagesContent.module.css';

/** A deployment's state in the words of the promotion that it carries out. */
const STATES: Record<Api.Deployment['state'], PromotionState> = {
  open: 'deploying',
  deployed: 'deployed',
  'rolled-back': 'rolled-back',
  failed: 'failed',
};

/** What was brought where, by whose approval, and how it ended; newest first. @internal */
export function DeploymentTimeline(props: {
  deployments: readonly Api.Deployment[];
}) {
  return (
    <ol className={styles.timeline}>
      {props.deployments.map(deployment => (
        <li key={deployment.id} data-state={deployment.state}>
          <DeploymentEntry deployment={deployment} />
        </li>
      ))}
    </ol>
  );
}

function DeploymentEntry(props: { deployment: Api.Deployment }) {
  const { deployment } = props;
  const { chatbot, version, replaces, approvedBy = [] } = deployment;
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  return (
    <article className={styles.stack}>
      <span className={styles.inline}>
        <StateChip state={STATES[deployment.state]} />
        <strong>
          <VersionLabel chatbot={chatbot} version={version} short />
        </strong>
        → <StageBadge stage={deployment.stage} />
        <RelativeTime instant={deployment.finishedAt ?? deployment.startedAt} />
      </span>
      <span className={styles.inline}>
        <span className={styles.muted}>
          {t(`shared.strategy.${deployment.strategy}`)}
        </span>
        {replaces && (
          <span className={styles.muted}>
            {t('entity.stages.replaces')}{' '}
            <VersionLabel chatbot={chatbot} version={replaces} short />
          </span>
        )}
        {approvedBy.length > 0 && (
          <>
            <span className={styles.muted}>
              {t('entity.stages.approvedBy')}
            </span>
            <PersonList entityRefs={approvedBy} />
          </>
        )}
        <Link href={promotionPath?.({ promotionId: deployment.promotionId })}>
          {t('entity.stages.promotion')}
        </Link>
        {deployment.runUrl && (
          <Link href={deployment.runUrl}>{t('entity.stages.run')}</Link>
        )}
      </span>
      {deployment.message && (
        <LongText label={t('entity.stages.message')}>
          {deployment.message}
        </LongText>
      )}
      <DeploymentSteps steps={deployment.steps} />
    </article>
  );
}

function DeploymentSteps(props: { steps: readonly Api.DeploymentStep[] }) {
  const t = useTexts();
  if (props.steps.length === 0) {
    return null;
  }
  return (
    <details>
      <summary>
        {t('entity.stages.steps')} ({props.steps.length})
      </summary>
      <ol className={styles.steps}>
        {props.steps.map(step => (
          <li key={step.sequence} className={styles.inline}>
            <OutcomeIcon
              outcome={step.status === 'healthy' ? 'pass' : 'fail'}
              iconOnly
            />
            {t('entity.stages.step', {
              name: isolated(step.name),
              weight: String(step.weight),
            })}
            <strong>{t(`entity.stages.stepState.${step.status}`)}</strong>
            <RelativeTime instant={step.reportedAt} />
            {step.message && (
              <LongText label={t('entity.stages.message')}>
                {step.message}
              </LongText>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
