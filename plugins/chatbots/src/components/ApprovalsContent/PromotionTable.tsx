import { Link } from '@backstage/ui';
import {
  isBeforeDeployment,
  isOpen,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import {
  EntityPersonLink,
  PersonList,
  PromotionNeeds,
  RelativeTime,
  RowTable,
  StateChip,
  type RowColumn,
} from '../shared';
import { Written } from '../text';
import styles from './ApprovalsContent.module.css';

/** Promotions of one chatbot; each row opens its promotion. @internal */
export function PromotionTable(props: {
  /** What these promotions have in common. */
  label: string;
  promotions: readonly Api.Promotion[];
  isStale: boolean;
}) {
  const columns = usePromotionColumns();
  return (
    <RowTable
      label={props.label}
      columns={columns}
      rows={props.promotions}
      isStale={props.isStale}
    />
  );
}

function usePromotionColumns(): RowColumn<Api.Promotion>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'promotion',
        label: t('entity.approvals.column.promotion'),
        isRowHeader: true,
        minWidth: 200,
        defaultWidth: '2fr',
        render: promotion => <PromotionTitle promotion={promotion} />,
      },
      {
        id: 'state',
        label: t('entity.approvals.column.state'),
        minWidth: 130,
        defaultWidth: 150,
        render: promotion => <StateChip state={promotion.state} />,
      },
      {
        id: 'requested',
        label: t('entity.approvals.column.requested'),
        minWidth: 150,
        defaultWidth: '1fr',
        render: promotion => (
          <span className={styles.stack}>
            <RelativeTime instant={promotion.requestedAt} />
            <PersonList entityRefs={promotion.requestedBy} />
          </span>
        ),
      },
      {
        id: 'missing',
        label: t('entity.approvals.column.missing'),
        minWidth: 150,
        defaultWidth: '1fr',
        render: promotion => <Missing promotion={promotion} />,
      },
      {
        id: 'decisions',
        label: t('entity.approvals.column.decisions'),
        minWidth: 180,
        defaultWidth: '1fr',
        render: promotion => <Decisions decisions={promotion.decisions} />,
      },
    ],
    [t],
  );
}

function PromotionTitle(props: { promotion: Api.Promotion }) {
  const { id, version, stage, summary } = props.promotion;
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  return (
    <span className={styles.stack}>
      <Link href={promotionPath?.({ promotionId: id })}>
        {t('entity.approvals.title', { version, stage })}
      </Link>
      {summary && (
        <span className={styles.muted}>
          <Written>{summary}</Written>
        </span>
      )}
    </span>
  );
}

function Missing(props: { promotion: Api.Promotion }) {
  const { promotion } = props;
  const { state, expiresAt } = promotion;
  const t = useTexts();
  if (!isOpen(state)) {
    return <span className={styles.muted}>–</span>;
  }
  return (
    <span className={styles.stack}>
      <PromotionNeeds promotion={promotion} />
      {isBeforeDeployment(state) && (
        <span className={styles.muted}>
          {t('entity.approvals.expires')} <RelativeTime instant={expiresAt} />
        </span>
      )}
    </span>
  );
}

function Decisions(props: { decisions: readonly Api.Decision[] }) {
  const t = useTexts();
  const standing = props.decisions.filter(decision => !decision.withdrawnAt);
  if (standing.length === 0) {
    return (
      <span className={styles.muted}>{t('entity.approvals.noDecisions')}</span>
    );
  }
  return (
    <span className={styles.stack}>
      {standing.map(decision => (
        <span key={decision.id} className={styles.inline}>
          {t(
            decision.decision === 'approve'
              ? 'entity.approvals.approved'
              : 'entity.approvals.rejected',
          )}{' '}
          {t('entity.approvals.by')}
          <EntityPersonLink entityRef={decision.by} />
        </span>
      ))}
    </span>
  );
}
