import { Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { FactRows } from '../ComparePage';
import { RelativeTime, useChatbotHref, VersionLabel } from '../shared';
import styles from './promotion.module.css';

/** What was measured after the decision: apart from what was decided on, so that nobody takes one for the other. @internal */
export function LaterMeasurements(props: {
  chatbot: Api.Chatbot;
  later: NonNullable<Api.PromotionDetail['later']>;
}) {
  const t = useTexts();
  const { chatbot, later } = props;
  return (
    <section aria-label={t('promotion.later.title')}>
      <Card>
        <CardHeader>
          <div className={styles.cardHead}>
            <Text as="h2" variant="title-small" weight="bold">
              {t('promotion.later.title')}
            </Text>
            <Text color="secondary">
              {t('promotion.later.since')}{' '}
              <RelativeTime instant={later.since} />
            </Text>
          </div>
        </CardHeader>
        <CardBody>
          <div className={styles.stack}>
            <Text color="secondary">{t('promotion.later.note')}</Text>
            <FactRows
              rows={later.scores.filter(({ slice }) => slice === undefined)}
              onlyDifferences={false}
              compact
              label={t('promotion.later.scores')}
            />
            <EvidenceList chatbot={chatbot} evidence={later.evidence} />
          </div>
        </CardBody>
      </Card>
    </section>
  );
}

/** Which evaluations figures are from, each with a way to it. @internal */
export function EvidenceList(props: {
  chatbot: Api.Chatbot;
  evidence: readonly Api.EvidenceSource[];
  /** What is to be known of all of them. */
  note?: string;
}) {
  const t = useTexts();
  const { chatbot, evidence, note } = props;
  return (
    <div>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('promotion.changes.evidence')}
      </Text>
      {note && <Text color="secondary">{note}</Text>}
      <ul className={styles.list} aria-label={t('promotion.changes.evidence')}>
        {evidence.map(one => (
          <li key={one.id} className={styles.entry}>
            <VersionLabel chatbot={chatbot.name} version={one.version} short />
            <EvidenceLink chatbot={chatbot} source={one} />
            {one.stage && (
              <Text color="secondary">
                {t('promotion.changes.evidenceIn', { stage: one.stage })}
              </Text>
            )}
            <Text color="secondary" variant="body-small">
              <RelativeTime instant={one.reportedAt} />
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}

function EvidenceLink(props: {
  chatbot: Api.Chatbot;
  source: Api.EvidenceSource;
}) {
  const t = useTexts();
  const { chatbot, source } = props;
  const { id, suite, dataset, judge } = source;
  const href = useChatbotHref()({
    chatbot: chatbot.name,
    entityRef: chatbot.entityRef,
  });
  const text = t('promotion.changes.evidenceOf', {
    suite,
    dataset: `${dataset.name} ${dataset.revision}`,
    judge,
  });
  return href ? (
    <Link href={`${href}/evaluations?evaluation=${id}`}>{text}</Link>
  ) : (
    <Text>{text}</Text>
  );
}
