import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import { isPromotionApprovalEntity } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useChatbotsQuery, useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import {
  CardBoundary,
  CheckList,
  Digest,
  FactList,
  PersonList,
  RelativeTime,
  StageBadge,
  StateChip,
  VersionLabel,
} from '../shared';
import styles from './entityKinds.module.css';
import { NamelessEntity } from './NamelessEntity';

/** The card of a PromotionApproval: where it stands and what policy asks. @internal */
export function PromotionApprovalContent() {
  const t = useTexts();
  const { entity } = useEntity();
  return (
    <EntityInfoCard title={t('entity.kinds.promotionApproval')}>
      {isPromotionApprovalEntity(entity) ? (
        <Promotion promotionId={entity.spec.id} />
      ) : (
        <NamelessEntity />
      )}
    </EntityInfoCard>
  );
}

function Promotion(props: { promotionId: string }) {
  const { promotionId } = props;
  const t = useTexts();
  const query = useChatbotsQuery({
    key: ['promotion', promotionId],
    load: (api, signal) =>
      api.getPromotion({ path: { promotionId } }, { signal }),
  });
  return (
    <CardBoundary
      query={query}
      label={t('entity.kinds.promotionApproval')}
      lines={8}
    >
      {({ promotion, gate }) => (
        <div className={styles.card}>
          <PromotionFacts promotion={promotion} />
          <CheckList checks={gate.checks} approvals={promotion.approvals} />
        </div>
      )}
    </CardBoundary>
  );
}

function PromotionFacts(props: { promotion: Api.Promotion }) {
  const { promotion } = props;
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  return (
    <>
      <FactList
        facts={[
          {
            label: t('entity.kinds.version'),
            value: (
              <VersionLabel
                chatbot={promotion.chatbot}
                version={promotion.version}
              />
            ),
          },
          {
            label: t('entity.kinds.stage'),
            value: <StageBadge stage={promotion.stage} />,
          },
          {
            label: t('entity.kinds.state'),
            value: <StateChip state={promotion.state} />,
          },
          {
            label: t('entity.kinds.digest'),
            value: <Digest digest={promotion.digest} />,
          },
          {
            label: t('entity.kinds.requestedBy'),
            value: <PersonList entityRefs={promotion.requestedBy} />,
          },
          {
            label: t('entity.kinds.requested'),
            value: <RelativeTime instant={promotion.requestedAt} />,
          },
          {
            label: t('entity.kinds.expires'),
            value: <RelativeTime instant={promotion.expiresAt} />,
          },
          { label: t('entity.kinds.changes'), value: promotion.summary },
        ]}
      />
      <div>
        <ButtonLink
          variant="secondary"
          href={promotionPath?.({ promotionId: promotion.id })}
        >
          {t('entity.kinds.open')}
        </ButtonLink>
      </div>
    </>
  );
}
