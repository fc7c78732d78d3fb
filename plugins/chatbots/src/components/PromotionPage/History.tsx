import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useTexts, type Texts } from '../../hooks';
import { EntityPersonLink, LongText, RelativeTime } from '../shared';
import { Written } from '../text';
import styles from './promotion.module.css';

/** Who decided what and why, then everything that happened to the request. @internal */
export function History(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { promotion, history } = props.detail;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('promotion.history.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <div className={styles.stack}>
          <Text as="h3" variant="title-x-small" weight="bold">
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
          <Text as="h3" variant="title-x-small" weight="bold">
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
                  <Text>
                    <Written>{eventText(t, entry)}</Written>
                  </Text>
                  {entry.by && (
                    <>
                      <Text color="secondary">{t('promotion.history.by')}</Text>
                      <EntityPersonLink entityRef={entry.by} />
                    </>
                  )}
                  {entry.link?.url.startsWith('https://') && (
                    <Link
                      href={entry.link.url}
                      target="_blank"
                      rel="noopener noreferrer"
                    >
                      <Written>{entry.link.title}</Written>
                    </Link>
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

/** Entries that are told in the page's own words. */
const MESSAGES: Partial<
  Record<
    Api.PromotionDetail['history'][number]['type'],
    'requested' | 'approve' | 'reject'
  >
> = {
  'promotion.requested': 'requested',
  'decision.approve': 'approve',
  'decision.reject': 'reject',
};

/** What people wrote stands with their decision or request already; here it is enough to say what they did. */
function eventText(
  t: Texts,
  entry: Api.PromotionDetail['history'][number],
): string {
  const message = MESSAGES[entry.type];
  return message === undefined ? entry.text : t(`promotion.history.${message}`);
}

/** One decision: who, when and why. @internal */
export function DecisionEntry(props: { decision: Api.Decision }) {
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
        {decision.comment ? (
          <LongText label={t('promotion.history.comment')}>
            {decision.comment}
          </LongText>
        ) : (
          <Text color="secondary">{t('promotion.history.noComment')}</Text>
        )}
      </blockquote>
    </li>
  );
}
