import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { ReactNode } from 'react';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { RelativeTime, StateChip } from '../shared';
import { isolated, Written } from '../text';
import styles from './version.module.css';

const SHOWN = 5;

/** Commit → data → evaluation → promotion → deployment, oldest cause first. @internal */
export function Lineage(props: { detail: Api.ModelVersionDetail }) {
  const t = useTexts();
  const { version, commits, evaluations, promotions, deployments } =
    props.detail;
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const { commit } = version.bundle.source;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('version.lineage.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <ol className={styles.lineage}>
          <Step name={t('version.lineage.commit')}>
            <span className={styles.item}>
              {version.commitUrl ? (
                <Link
                  href={version.commitUrl}
                  target="_blank"
                  rel="noopener noreferrer"
                >
                  {commit.slice(0, 12)}
                </Link>
              ) : (
                <code title={commit}>{commit.slice(0, 12)}</code>
              )}
              {commits[0]?.summary && (
                <Text>
                  <Written>{commits[0].summary}</Written>
                </Text>
              )}
              {version.commitCount !== undefined && (
                <Text color="secondary">
                  {t('version.lineage.commits', { count: version.commitCount })}
                </Text>
              )}
            </span>
          </Step>
          <Step
            name={t('version.lineage.data')}
            empty={t('version.lineage.emptyData')}
            items={version.bundle.datasets.map(dataset => (
              <Text key={dataset.name}>
                {dataset.name},{' '}
                {t('version.card.revision', { revision: dataset.revision })}
              </Text>
            ))}
          />
          <Step
            name={t('version.lineage.evaluation')}
            empty={t('version.lineage.emptyEvaluation')}
            items={evaluations.map(evaluation => (
              <span key={evaluation.id} className={styles.item}>
                <Text>
                  {t('version.lineage.evaluationText', {
                    suite: evaluation.suite,
                    dataset: `${evaluation.dataset.name} ${evaluation.dataset.revision}`,
                    judge: isolated(evaluation.judge.name),
                  })}
                </Text>
                <Text color="secondary">
                  <RelativeTime instant={evaluation.finishedAt} />
                </Text>
              </span>
            ))}
          />
          <Step
            name={t('version.lineage.promotion')}
            empty={t('version.lineage.emptyPromotion')}
            items={promotions.map(promotion => {
              const href = promotionPath?.({ promotionId: promotion.id });
              const text = t('version.lineage.promotionText', {
                stage: promotion.stage,
              });
              return (
                <span key={promotion.id} className={styles.item}>
                  {href ? <Link href={href}>{text}</Link> : <Text>{text}</Text>}
                  <StateChip state={promotion.state} />
                  <Text color="secondary">
                    <RelativeTime instant={promotion.requestedAt} />
                  </Text>
                </span>
              );
            })}
          />
          <Step
            name={t('version.lineage.deployment')}
            empty={t('version.lineage.emptyDeployment')}
            items={deployments.map(deployment => (
              <span key={deployment.id} className={styles.item}>
                <Text>
                  {t('version.lineage.deploymentText', {
                    stage: deployment.stage,
                  })}
                </Text>
                <Text>{t(`version.deploymentState.${deployment.state}`)}</Text>
                <Text color="secondary">
                  <RelativeTime instant={deployment.startedAt} />
                </Text>
              </span>
            ))}
          />
        </ol>
      </CardBody>
    </Card>
  );
}

function Step(props: {
  name: string;
  items?: ReactNode[];
  empty?: string;
  children?: ReactNode;
}) {
  const t = useTexts();
  const { items = [] } = props;
  const more = items.length - SHOWN;
  return (
    <li>
      <Text as="h3" variant="body-medium" weight="bold">
        {props.name}
      </Text>
      {props.children}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.slice(0, SHOWN).map((item, index) => (
            <li key={index}>{item}</li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <Text color="secondary">
          {t('version.lineage.more', { count: more })}
        </Text>
      )}
      {props.empty && items.length === 0 && (
        <Text color="secondary">{props.empty}</Text>
      )}
    </li>
  );
}
