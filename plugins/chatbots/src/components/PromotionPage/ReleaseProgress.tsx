import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { RiCheckLine, RiCircleLine, RiLoader2Line } from '@remixicon/react';
import { useTexts } from '../../hooks';
import { Age, CopyButton, RelativeTime } from '../shared';
import styles from './promotion.module.css';
import { releaseSteps, type ReleaseStep } from './releaseSteps';

const ICONS = {
  done: RiCheckLine,
  current: RiLoader2Line,
  later: RiCircleLine,
};

/** The way from the approval to the rollout: what is done, what is waited for, and how another CI goes on. @internal */
export function ReleaseProgress(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { detail } = props;
  const steps = releaseSteps(detail);
  if (steps.length === 0) {
    return null;
  }
  const { promotion } = detail;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('promotion.release.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <div className={styles.stack}>
          <ol
            className={styles.steps}
            aria-label={t('promotion.release.title')}
          >
            {steps.map(step => (
              <Step
                key={step.name}
                step={step}
                waitingSince={promotion.waitingSince}
              />
            ))}
          </ol>
          {isBeforeDeployment(promotion.state) && (
            <OtherCi promotion={promotion} />
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function Step(props: { step: ReleaseStep; waitingSince: string | undefined }) {
  const t = useTexts();
  const { step, waitingSince } = props;
  const Icon = ICONS[step.state];
  return (
    <li aria-current={step.state === 'current' ? 'step' : undefined}>
      <Icon size={18} aria-hidden />
      <div className={styles.entry}>
        <Text
          weight={step.state === 'current' ? 'bold' : 'regular'}
          color={step.state === 'later' ? 'secondary' : 'primary'}
        >
          {t(`promotion.release.${step.state}.${step.name}`)}
        </Text>{' '}
        {step.at && (
          <Text color="secondary">
            <RelativeTime instant={step.at} />
          </Text>
        )}
        {step.state === 'current' && waitingSince && (
          <Text color="secondary">
            {t('shared.need.for')} <Age instant={waitingSince} />
          </Text>
        )}
        {step.url && (
          <Link href={step.url} target="_blank" rel="noopener noreferrer">
            {t('promotion.release.run')}
          </Link>
        )}
      </div>
    </li>
  );
}

/** What a CI that the portal can't start needs: the promotion's id, and the commands that take the permit. */
function OtherCi(props: { promotion: Api.Promotion }) {
  const t = useTexts();
  const { id, stage } = props.promotion;
  const command = ['fetch', 'consume']
    .map(
      name => `npx chatbot permit ${name} --promotion ${id} --stage ${stage}`,
    )
    .join(' && ');
  return (
    <div>
      <Text>{t('promotion.release.otherCi')}</Text>
      <pre className={styles.command}>
        <code>{command}</code>
      </pre>
      <div className={styles.entry}>
        <CopyButton text={command} label={t('promotion.release.copyCommand')} />
      </div>
    </div>
  );
}
