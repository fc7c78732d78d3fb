import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useTexts } from '../../hooks';
import { EntityPersonLink, RelativeTime } from '../shared';
import styles from './promotion.module.css';

/** Who decided what and why, then everything that happened to the request. @internal */
export function History(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { promotion, history } = props.detail;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small">
          {t('promotion.history.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <div className={styles.stack}>
          <Text as="h3" variant="title-x-small">
            {t('promotion.history.decisions')}
          </Text>
          {promotion.decisions.length === 0 ? (
            <Text color="secondary">{t('promotion.history.noDecisions')}</Text>
          ) : (
            <ul
              className={styles.list}
              aria-label={t('promotion.history.decisions')}
            >
              {promotion.decisions.map(decision => (
                <DecisionEntry key={decision.id} decision={decision} />
              ))}
            </ul>
          )}
          <Text as="h3" variant="title-x-small">
            {t('promotion.history.events')}
          </Text>
          {history.length === 0 ? (
            <Text color="secondary">{t('promotion.history.noEvents')}</Text>
          ) : (
            <ol
              className={styles.list}
              aria-label={t('promotion.history.events')}
            >
              {history.map((entry, index) => (
                <li key={`${entry.at}/${index}`} className={styles.entry}>
                  <Text>{entry.text}</Text>
                  {entry.by && (
                    <>
                      <Text color="secondary">{t('promotion.history.by')}</Text>
                      <EntityPersonLink entityRef={entry.by} />
                    </>
                  )}
                  <Text color="secondary" variant="body-small">
                    <RelativeTime instant={entry.at} />
                  </Text>
                </li>
              ))}
            </ol>
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function DecisionEntry(props: { decision: Api.Decision }) {
  const t = useTexts();
  const { decision } = props;
  const Icon = decision.decision === 'approve' ? RiCheckLine : RiCloseLine;
  return (
    <li className={styles.entry}>
      <Icon size={18} aria-hidden="true" />
      <Text
        weight="bold"
        className={decision.withdrawnAt ? styles.void : undefined}
      >
        {t(`promotion.history.${decision.decision}`)}
      </Text>
      <Text color="secondary">{t('promotion.history.by')}</Text>
      <EntityPersonLink entityRef={decision.by} />
      <Text color="secondary" variant="body-small">
        <RelativeTime instant={decision.at} />
      </Text>
      {decision.withdrawnAt && (
        <Text color="secondary">
          {t('promotion.history.withdrawn')}{' '}
          <RelativeTime instant={decision.withdrawnAt} />
        </Text>
      )}
      <blockquote className={styles.comment}>
        <Text color={decision.comment ? 'primary' : 'secondary'}>
          {decision.comment ?? t('promotion.history.noComment')}
        </Text>
      </blockquote>
    </li>
  );
}
