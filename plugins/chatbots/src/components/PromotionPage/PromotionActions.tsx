import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useId, useState } from 'react';
import {
  reasonWithNames,
  useChatbotsCommand,
  useNames,
  useTexts,
} from '../../hooks';
import { DecisionDialog } from '../DecisionDialog';
import { ConfirmDialog } from '../dialogs';
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
  const reason = reasonWithNames(mayDecide, useNames());
  const id = useId();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);

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
            ? reason
            : t('promotion.actions.mayNotDecide', { reason })}
        </Text>
      </div>
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
      {(dialog === 'withdraw' || dialog === 'withdrawDecision') && (
        <WithdrawDialog
          what={dialog}
          promotion={promotion}
          onDone={onDone}
          onClose={close}
        />
      )}
    </section>
  );
}

/** Takes the request, or one's own decision, back. */
function WithdrawDialog(props: {
  what: 'withdraw' | 'withdrawDecision';
  promotion: Api.Promotion;
  onDone: (announcement: string) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const { what, promotion, onDone, onClose } = props;
  const path = { promotionId: promotion.id };
  const isRequest = what === 'withdraw';
  const command = useChatbotsCommand({
    send: (api, _: void, call) =>
      isRequest
        ? api.withdrawPromotion({ path }, call)
        : api.withdrawDecision({ path }, call),
    findRecorded: async (api, _, call) => {
      const now = await api.getPromotion({ path }, call);
      const isDone = isRequest
        ? now.promotion.state === 'withdrawn'
        : !now.mayWithdrawDecision;
      return isDone ? now.promotion : undefined;
    },
    onDone: () => {
      onClose();
      onDone(
        isRequest
          ? t('promotion.actions.withdrawn')
          : t('promotion.actions.decisionWithdrawn'),
      );
    },
  });
  const words = isRequest
    ? 'promotion.actions.confirmWithdraw'
    : 'promotion.actions.confirmWithdrawDecision';
  const { stage } = promotion;
  const version = t('shared.version.label', {
    chatbot: useNames().chatbot(promotion.chatbot),
    version: promotion.version,
  });
  return (
    <ConfirmDialog
      title={t(`${words}.title`)}
      text={
        isRequest
          ? t('promotion.actions.confirmWithdraw.text', { version, stage })
          : t('promotion.actions.confirmWithdrawDecision.text', { version })
      }
      confirm={t(`${words}.confirm`)}
      command={command}
      sending={t('promotion.actions.withdrawing')}
      failed={t('promotion.actions.failed')}
      onConfirm={() => command.send()}
      onClose={onClose}
    />
  );
}
