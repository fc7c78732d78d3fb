import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useId, useState } from 'react';
import { useChatbotsCommand, useTexts } from '../../hooks';
import { DecisionDialog } from '../DecisionDialog';
import { ConfirmDialog } from '../dialogs';
import { ErrorNotice } from '../shared';
import styles from './promotion.module.css';

type Dialog = 'approve' | 'reject' | 'withdraw' | 'withdrawDecision';

/** Props of {@link PromotionActions}. @internal */
export interface PromotionActionsProps {
  detail: Api.PromotionDetail;
  /** The promotion as the reviewer read it; a decision is compared with it. */
  read: Api.PromotionDetail;
  /** Called with the words to announce. */
  onDone: (announcement: string) => void;
}

/** What one can do with the request; a button that is off says why. @internal */
export function PromotionActions(props: PromotionActionsProps) {
  const t = useTexts();
  const { detail, read, onDone } = props;
  const { promotion, mayDecide, mayWithdraw, mayWithdrawDecision } = detail;
  const id = useId();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);

  const command = useChatbotsCommand({
    send: async (api, what: 'withdraw' | 'withdrawDecision') => {
      const path = { promotionId: promotion.id };
      await (what === 'withdraw'
        ? api.withdrawPromotion({ path })
        : api.withdrawDecision({ path }));
    },
    onDone: (_, what) =>
      onDone(
        what === 'withdraw'
          ? t('promotion.actions.withdrawn')
          : t('promotion.actions.decisionWithdrawn'),
      ),
  });
  const withdraw = (what: 'withdraw' | 'withdrawDecision') => {
    close();
    command.send(what);
  };

  // Once it deploys or has ended there is nothing to decide; the page says so.
  const over = !isBeforeDeployment(promotion.state);
  if (over && !mayDecide.allowed && !mayWithdraw.allowed) {
    return null;
  }
  return (
    <section aria-label={t('promotion.actions.label')} className={styles.stack}>
      <div className={styles.actions}>
        <Button
          variant="primary"
          isDisabled={!mayDecide.allowed}
          aria-describedby={`${id}-decide`}
          onPress={() => setDialog('approve')}
        >
          {t('promotion.actions.approve')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={!mayDecide.allowed}
          aria-describedby={`${id}-decide`}
          onPress={() => setDialog('reject')}
        >
          {t('promotion.actions.reject')}
        </Button>
        {mayWithdrawDecision && (
          <Button
            variant="secondary"
            onPress={() => setDialog('withdrawDecision')}
          >
            {t('promotion.actions.withdrawDecision')}
          </Button>
        )}
        {mayWithdraw.allowed && (
          <Button variant="tertiary" onPress={() => setDialog('withdraw')}>
            {t('promotion.actions.withdraw')}
          </Button>
        )}
        <Text
          as="p"
          color="secondary"
          id={`${id}-decide`}
          className={styles.reason}
        >
          {mayDecide.allowed
            ? mayDecide.reason
            : t('promotion.actions.mayNotDecide', {
                reason: mayDecide.reason,
              })}
        </Text>
      </div>
      {command.error && (
        <ErrorNotice
          error={command.error}
          title={t('promotion.actions.failed')}
        />
      )}
      {(dialog === 'approve' || dialog === 'reject') && (
        <DecisionDialog
          read={read}
          decision={dialog}
          onClose={close}
          onDecided={() => {
            close();
            onDone(t(`promotion.decided.${dialog}`));
          }}
        />
      )}
      {dialog === 'withdraw' && (
        <ConfirmDialog
          title={t('promotion.actions.confirmWithdraw.title')}
          text={t('promotion.actions.confirmWithdraw.text', {
            version: promotion.version,
            stage: promotion.stage,
          })}
          confirm={t('promotion.actions.confirmWithdraw.confirm')}
          onConfirm={() => withdraw('withdraw')}
          onClose={close}
        />
      )}
      {dialog === 'withdrawDecision' && (
        <ConfirmDialog
          title={t('promotion.actions.confirmWithdrawDecision.title')}
          text={t('promotion.actions.confirmWithdrawDecision.text', {
            version: promotion.version,
          })}
          confirm={t('promotion.actions.confirmWithdrawDecision.confirm')}
          onConfirm={() => withdraw('withdrawDecision')}
          onClose={close}
        />
      )}
    </section>
  );
}
