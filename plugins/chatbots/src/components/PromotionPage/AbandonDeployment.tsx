import { Button as ActionButton } from '@backstage/ui';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import LinearProgress from '@material-ui/core/LinearProgress';
import { useId, useState } from 'react';
import { useChatbotsCommand, useTexts } from '../../hooks';
import { CommentField, DialogError, isBlank } from '../dialogs';

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
      <ActionButton variant="secondary" onPress={() => setOpen(true)}>
        {t('promotion.abandon.open')}
      </ActionButton>
      {open && <AbandonDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function AbandonDialog(
  props: AbandonDeploymentProps & { onClose: () => void },
) {
  const t = useTexts();
  const { promotionId, onDone, onClose } = props;
  const id = useId();
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const { send, sending, error } = useChatbotsCommand({
    send: (api, text: string) =>
      api.abandonDeployment({ path: { promotionId }, body: { comment: text } }),
    onDone: () => {
      onClose();
      onDone(t('promotion.abandon.done'));
    },
  });

  const submit = () => {
    setTried(true);
    if (!isBlank(comment)) {
      send(comment.trim());
    }
  };

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={sending ? undefined : onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      {sending && (
        <LinearProgress aria-label={t('promotion.abandon.sending')} />
      )}
      <DialogTitle id={`${id}-title`}>
        {t('promotion.abandon.title')}
      </DialogTitle>
      <DialogContent>
        <DialogContentText id={`${id}-text`}>
          {t('promotion.abandon.text')}
        </DialogContentText>
        <CommentField
          label={t('promotion.abandon.comment')}
          help={t('promotion.abandon.commentHelp')}
          missing={t('promotion.abandon.commentMissing')}
          value={comment}
          onChange={setComment}
          tried={tried}
        />
        <DialogError title={t('promotion.abandon.failed')} error={error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={sending}>
          {t('promotion.abandon.cancel')}
        </Button>
        <Button
          onClick={submit}
          color="primary"
          variant="contained"
          disabled={sending}
        >
          {t('promotion.abandon.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
