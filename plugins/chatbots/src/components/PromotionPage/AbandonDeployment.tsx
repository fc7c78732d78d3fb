import { Button } from '@backstage/ui';
import { useState } from 'react';
import { useChatbotsCommand, useTexts } from '../../hooks';
import { CommentField, ConfirmDialog, isBlank } from '../dialogs';

/** Props of {@link AbandonDeployment}. @internal */
export interface AbandonDeploymentProps {
  promotionId: string;
  /** Called with the words to announce. */
  onDone: (announcement: string) => void;
}

/** Lets an administrator close a deployment whose pipeline went silent. @internal */
export function AbandonDeployment(props: AbandonDeploymentProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        {t('promotion.abandon.open')}
      </Button>
      {open && <AbandonDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function AbandonDialog(
  props: AbandonDeploymentProps & { onClose: () => void },
) {
  const t = useTexts();
  const { promotionId, onDone, onClose } = props;
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const path = { promotionId };
  const command = useChatbotsCommand({
    send: (api, text: string, call) =>
      api.abandonDeployment({ path, body: { comment: text } }, call),
    findRecorded: async (api, _, call) => {
      const { promotion } = await api.getPromotion({ path }, call);
      return promotion.state === 'failed' ? promotion : undefined;
    },
    onDone: () => {
      onClose();
      onDone(t('promotion.abandon.done'));
    },
  });

  const submit = () => {
    setTried(true);
    if (!isBlank(comment)) {
      command.send(comment.trim());
    }
  };

  return (
    <ConfirmDialog
      title={t('promotion.abandon.title')}
      text={t('promotion.abandon.text')}
      confirm={t('promotion.abandon.confirm')}
      command={command}
      sending={t('promotion.abandon.sending')}
      failed={t('promotion.abandon.failed')}
      onConfirm={submit}
      onClose={onClose}
    >
      <CommentField
        label={t('promotion.abandon.comment')}
        help={t('promotion.abandon.commentHelp')}
        missing={t('promotion.abandon.commentMissing')}
        value={comment}
        onChange={setComment}
        tried={tried}
        isReadOnly={command.sending}
      />
    </ConfirmDialog>
  );
}
