import { Card, CardBody, CardHeader, Link, Switch, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  useOptionalRouteRef,
  useTexts,
  useUrlQuery,
  type Texts,
} from '../../hooks';
import { compareRouteRef } from '../../routes';
import { ComparisonSections } from '../ComparePage';
import { PersonList, VersionLabel } from '../shared';
import { EvidenceList } from './LaterMeasurements';
import styles from './promotion.module.css';

/** What the promotion would change against what runs in the stage now. @internal */
export function WhatChanges(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { promotion, comparison, contributors, evidence } = props.detail;
  const { query, patch } = useUrlQuery();
  // A person may be there by an address and by a login.
  const people = [...new Set(contributors.map(one => personText(t, one)))];
  const onlyDifferences = query.get('all') !== 'true';
  return (
    <Card>
      <CardHeader>
        <div className={styles.cardHead}>
          <Text as="h2" variant="title-small" weight="bold">
            {t('promotion.changes.title')}
          </Text>
          <Switch
            label={t('promotion.changes.onlyDifferences')}
            isSelected={onlyDifferences}
            onChange={selected => patch({ all: selected ? undefined : 'true' })}
          />
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.stack}>
          <div className={styles.entry}>
            <Text weight="bold">{t('promotion.changes.replaces')}</Text>
            {promotion.replaces === undefined ? (
              <Text>
                {t('promotion.changes.replacesNothing', {
                  stage: promotion.stage,
                })}
              </Text>
            ) : (
              <VersionLabel
                chatbot={promotion.chatbot}
                version={promotion.replaces}
              />
            )}
          </div>
          <FullComparison promotion={promotion} />
          <ComparisonSections
            comparison={comparison}
            onlyDifferences={onlyDifferences}
            compact
          />
          {evidence && evidence.length > 0 && (
            <EvidenceList
              chatbot={props.detail.chatbot}
              evidence={evidence}
              note={
                promotion.state === 'requested'
                  ? undefined
                  : t('promotion.changes.decidedOn')
              }
            />
          )}
          {people.length > 0 && (
            <div className={styles.entry}>
              <Text weight="bold">
                {t('promotion.changes.contributors', {
                  count: people.length,
                })}
              </Text>
              <PersonList entityRefs={people} />
            </div>
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function FullComparison(props: { promotion: Api.Promotion }) {
  const t = useTexts();
  const { chatbot, replaces, version } = props.promotion;
  const comparePath = useOptionalRouteRef(compareRouteRef);
  if (!comparePath || replaces === undefined) {
    return null;
  }
  const search = new URLSearchParams({ base: replaces, target: version });
  return (
    <Link href={`${comparePath({ chatbot })}?${search}`}>
      {t('promotion.changes.compare')}
    </Link>
  );
}

function personText(
  t: Texts,
  person: Api.PromotionDetail['contributors'][number],
): string {
  return (
    person.userRef ??
    t('promotion.changes.contributorUnmapped', { identity: person.identity })
  );
}
