import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { reasonWithNames, useNames, useTexts } from '../../hooks';
import { CommentField, ConfirmDialog, isBlank } from '../dialogs';
import { BoundFacts } from './BoundFacts';
import { ChangeNotice } from './ChangeNotice';
import { useDecision } from './useDecision';

/** Props of {@link DecisionDialog}. @internal */
export interface DecisionDialogProps {
  /** The promotion as the reviewer read it. */
  read: Api.PromotionDetail;
  decision: 'approve' | 'reject';
  onClose: () => void;
  onDecided: (promotion: Api.Promotion) => void;
}

/**
 * The one place where a promotion is decided: what exactly, a comment, one
 * button. Mount it to open it; the comment lives as long as it is mounted.
 *
 * @internal
 */
export function DecisionDialog(props: DecisionDialogProps) {
  const t = useTexts();
  const names = useNames();
  const { decision } = props;
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const { seen, changes, command } = useDecision(
    props.read,
    decision,
    props.onDecided,
  );
  const required = decision === 'reject';
  const commentMissing = required && isBlank(comment);
  const { chatbot, version } = seen.promotion;

  const submit = () => {
    setTried(true);
    if (!commentMissing && !command.sending) {
      command.send(comment);
    }
  };

  return (
    <ConfirmDialog
      title={t(`promotion.dialog.${decision}Title`, {
        chatbot: names.chatbot(chatbot),
        version,
      })}
      text={[
        required && t('promotion.dialog.rejectWarning'),
        t(`promotion.dialog.what.${decision}`),
      ]
        .filter(Boolean)
        .join(' ')}
      confirm={
        changes.length > 0
          ? t(`promotion.dialog.${decision}Again`)
          : t(`promotion.dialog.${decision}`)
      }
      command={command}
      sending={t('promotion.dialog.sending')}
      failed={t('promotion.dialog.failed')}
      blocked={
        seen.mayDecide.allowed
          ? undefined
          : t('promotion.dialog.notAllowed', {
              reason: reasonWithNames(seen.mayDecide, names),
            })
      }
      onConfirm={submit}
      onClose={props.onClose}
    >
      <BoundFacts promotion={seen.promotion} />
      <CommentField
        label={t('promotion.dialog.comment')}
        help={t(`promotion.dialog.commentHelp.${decision}`)}
        missing={required ? t('promotion.dialog.commentMissing') : undefined}
        value={comment}
        onChange={setComment}
        tried={tried}
        isReadOnly={command.sending}
      />
      <ChangeNotice changes={changes} />
    </ConfirmDialog>
  );
}
