import { Alert, Button } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useEffect, useState } from 'react';
import { learnTitles, useChatbotsQuery, useNames, useTexts } from '../../hooks';
import { bindingChanges, BindingChangeList } from '../DecisionDialog';
import { Announcement, CardBoundary, PageTitle, useStuckText } from '../shared';
import { AbandonDeployment } from './AbandonDeployment';
import { DeploymentProgress } from './DeploymentProgress';
import { History } from './History';
import { LaterMeasurements } from './LaterMeasurements';
import { NextAction } from './NextAction';
import { nextStepText } from './nextStepText';
import { PermitState } from './PermitState';
import { PolicyAsks } from './PolicyAsks';
import { PromotionActions } from './PromotionActions';
import { PromotionHeader } from './PromotionHeader';
import { ReleaseProgress } from './ReleaseProgress';
import { stepDetail } from './stepDetail';
import { WhatChanges } from './WhatChanges';
import { hasWorkflow, WorkflowCard } from './WorkflowCard';
import styles from './promotion.module.css';

/** How the sentence about what happens next is meant. */
function statusOf({
  state,
  stuck,
}: Api.Promotion): 'info' | 'success' | 'warning' {
  if (stuck) {
    return 'warning';
  }
  switch (state) {
    case 'deployed':
      return 'success';
    case 'rolled-back':
    case 'failed':
    case 'rejected':
    case 'expired':
    case 'void':
      return 'warning';
    default:
      return 'info';
  }
}

/** The reviewer's cockpit: "should I approve this, now?" @internal */
export function PromotionPage(props: { promotionId: string }) {
  const t = useTexts();
  const { promotionId } = props;
  const promotion = useChatbotsQuery({
    key: ['promotion', promotionId],
    load: async (api, signal) => {
      const detail = await api.getPromotion(
        { path: { promotionId } },
        { signal },
      );
      learnTitles(api, [detail.chatbot]);
      return detail;
    },
    fresh: true,
  });
  return (
    <div className={styles.page}>
      <CardBoundary query={promotion} label={t('promotion.loading')} lines={12}>
        {detail => <Cockpit detail={detail} />}
      </CardBoundary>
    </div>
  );
}

function Cockpit(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const names = useNames();
  const { detail } = props;
  const [announcement, setAnnouncement] = useState<string>();
  // The page renews itself while somebody reads; a decision is on what they
  // read, so that stays until they say they have read the changes.
  const [read, setRead] = useState(detail);
  const changes = bindingChanges(read, detail);
  // What one's own action changes is no surprise: the next state counts as read.
  const [actedOn, setActedOn] = useState<Api.PromotionDetail>();
  useEffect(() => {
    if (actedOn && actedOn !== detail) {
      setRead(detail);
      setActedOn(undefined);
    }
  }, [actedOn, detail]);

  const announce = (done: string) => {
    setAnnouncement(done);
    setActedOn(detail);
  };

  const { promotion } = detail;
  const stuck = useStuckText(promotion);
  const next = stuck ?? nextStepText(t, names, detail);
  return (
    <div className={styles.cockpit}>
      <PromotionHeader detail={detail} />
      <PageTitle
        page={t('promotion.page')}
        subject={t('promotion.title', {
          chatbot: names.chatbot(promotion.chatbot),
          version: detail.promotion.version,
          stage: detail.promotion.stage,
        })}
      />
      <Announcement done={announcement} label={t('promotion.next.label')}>
        <Alert
          status={announcement ? 'success' : statusOf(promotion)}
          icon
          title={announcement ?? next}
          description={announcement ? next : stepDetail(t, detail)}
        />
      </Announcement>
      {!actedOn && changes.length > 0 && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('promotion.changedSince.title')}
          description={<BindingChangeList changes={changes} />}
          customActions={
            <Button variant="secondary" onPress={() => setRead(detail)}>
              {t('promotion.changedSince.acknowledge')}
            </Button>
          }
        />
      )}
      <PromotionActions detail={detail} read={read} onDone={announce} />
      {!isOpen(promotion.state) && <NextAction promotion={promotion} />}
      <div className={styles.columns}>
        <div className={styles.stack}>
          <WhatChanges detail={detail} />
          {detail.later && (
            <LaterMeasurements chatbot={detail.chatbot} later={detail.later} />
          )}
        </div>
        <div className={styles.stack}>
          <ReleaseProgress detail={detail} />
          {hasWorkflow(detail) && (
            <WorkflowCard detail={detail} onDone={announce} />
          )}
          {detail.deployment && (
            <DeploymentProgress
              deployment={detail.deployment}
              action={
                detail.mayAbandon && (
                  <AbandonDeployment
                    promotionId={promotion.id}
                    onDone={announce}
                  />
                )
              }
            />
          )}
          <PolicyAsks detail={detail} />
          {detail.permit && <PermitState permit={detail.permit} />}
          <History detail={detail} />
        </div>
      </div>
    </div>
  );
}
