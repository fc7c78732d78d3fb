import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { ReactNode } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { LongText, OutcomeIcon, RelativeTime } from '../shared';
import { isolated } from '../text';
import styles from './promotion.module.css';

/** What the pipeline does with the permit: steps, traffic and outcome. @internal */
export function DeploymentProgress(props: {
  deployment: Api.Deployment;
  /** What the viewer can do about it. */
  action?: ReactNode;
}) {
  const t = useTexts();
  const { deployment, action } = props;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('promotion.deployment.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <Progress deployment={deployment} />
        {action}
      </CardBody>
    </Card>
  );
}

/** How much of the traffic goes to the version that a deployment brings. @internal */
export function trafficText(t: Texts, deployment: Api.Deployment): string {
  return t('promotion.deployment.traffic', {
    weight: String(weightOf(deployment)),
    version: deployment.version,
  });
}

function weightOf({ weight, steps }: Api.Deployment): number {
  return weight ?? steps.at(-1)?.weight ?? 0;
}

function Progress(props: { deployment: Api.Deployment }) {
  const t = useTexts();
  const { deployment } = props;
  const weight = weightOf(deployment);
  const open = deployment.state === 'open';
  return (
    <div className={styles.stack}>
      <div className={styles.entry}>
        <Text weight="bold">
          {t(`version.deploymentState.${deployment.state}`)}
        </Text>
        <Text>{trafficText(t, deployment)}</Text>
        <Text color="secondary">
          {t('promotion.deployment.started')}{' '}
          <RelativeTime instant={deployment.startedAt} />
          {deployment.finishedAt && (
            <>
              {', '}
              {t('promotion.deployment.finished').toLocaleLowerCase()}{' '}
              <RelativeTime instant={deployment.finishedAt} />
            </>
          )}
        </Text>
        {deployment.runUrl && (
          <Link
            href={deployment.runUrl}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('promotion.deployment.run')}
          </Link>
        )}
      </div>
      <progress
        className={styles.traffic}
        max={100}
        value={weight}
        aria-label={t('promotion.deployment.progress')}
      />
      {deployment.message && (
        <LongText label={t('promotion.deployment.message')}>
          {deployment.message}
        </LongText>
      )}
      {deployment.steps.length === 0 ? (
        <Text color="secondary">{t('promotion.deployment.noSteps')}</Text>
      ) : (
        <Steps steps={deployment.steps} />
      )}
      {open && (
        <Text color="secondary">{t('promotion.deployment.waiting')}</Text>
      )}
    </div>
  );
}

/** The steps reported so far; each is over, so each stands as done or as failed. */
function Steps(props: { steps: readonly Api.DeploymentStep[] }) {
  const t = useTexts();
  return (
    <ol className={styles.steps} aria-label={t('promotion.deployment.steps')}>
      {props.steps.map(step => (
        <li key={step.sequence}>
          <OutcomeIcon
            outcome={step.status === 'healthy' ? 'pass' : 'fail'}
            iconOnly
          />
          <div className={styles.stepText}>
            <span>
              {t('promotion.deployment.step', {
                name: isolated(step.name),
                weight: String(step.weight),
              })}
              {' · '}
              {t(`promotion.deployment.${step.status}`)}
              {' · '}
              <RelativeTime instant={step.reportedAt} />
            </span>
            {step.message !== undefined && (
              <LongText label={t('promotion.deployment.message')}>
                {step.message}
              </LongText>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
