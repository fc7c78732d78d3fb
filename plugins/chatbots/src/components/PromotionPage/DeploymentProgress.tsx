import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import LinearProgress from '@material-ui/core/LinearProgress';
import Step from '@material-ui/core/Step';
import StepContent from '@material-ui/core/StepContent';
import StepLabel from '@material-ui/core/StepLabel';
import Stepper from '@material-ui/core/Stepper';
import type { ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { LongText, RelativeTime } from '../shared';
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
        <Text as="h2" variant="title-small">
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

function Progress(props: { deployment: Api.Deployment }) {
  const t = useTexts();
  const { deployment } = props;
  const weight = deployment.weight ?? deployment.steps.at(-1)?.weight ?? 0;
  const open = deployment.state === 'open';
  return (
    <div className={styles.stack}>
      <div className={styles.entry}>
        <Text weight="bold">
          {t(`version.deploymentState.${deployment.state}`)}
        </Text>
        <Text>
          {t('promotion.deployment.traffic', {
            weight: String(weight),
            version: deployment.version,
          })}
        </Text>
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
      <LinearProgress
        variant="determinate"
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
        <Steps steps={deployment.steps} open={open} />
      )}
      {open && (
        <Text color="secondary">{t('promotion.deployment.waiting')}</Text>
      )}
    </div>
  );
}

/** The steps reported so far; each is over, so each stands as done or as failed. */
function Steps(props: { steps: readonly Api.DeploymentStep[]; open: boolean }) {
  const t = useTexts();
  const { steps } = props;
  return (
    <Stepper
      orientation="vertical"
      nonLinear
      activeStep={-1}
      aria-label={t('promotion.deployment.steps')}
      className={styles.steps}
      style={{ padding: 0, background: 'transparent' }}
    >
      {steps.map(step => (
        <Step
          key={step.sequence}
          expanded={step.message !== undefined}
          completed={step.status === 'healthy'}
        >
          {/* The icon alone is red: the words would have too little contrast. */}
          <StepLabel StepIconProps={{ error: step.status === 'unhealthy' }}>
            {t('promotion.deployment.step', {
              name: step.name,
              weight: String(step.weight),
            })}
            {' · '}
            {t(`promotion.deployment.${step.status}`)}
            {' · '}
            <RelativeTime instant={step.reportedAt} />
          </StepLabel>
          {step.message !== undefined && (
            <StepContent>
              <LongText label={t('promotion.deployment.message')}>
                {step.message}
              </LongText>
            </StepContent>
          )}
        </Step>
      ))}
    </Stepper>
  );
}
