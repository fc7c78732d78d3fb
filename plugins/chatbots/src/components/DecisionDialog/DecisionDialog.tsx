import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { useTexts } from '../../hooks';
import { CommentField, isBlank } from '../dialogs';
import { BoundFacts } from './BoundFacts';
import { DecisionNotices } from './DecisionNotices';
import { useDecision } from './useDecision';
import styles from './DecisionDialog.module.css';

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
  const { decision } = props;
  const id = useId();
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const { seen, changes, error, sending, send } = useDecision(
    props.read,
    decision,
    props.onDecided,
  );
  const required = decision === 'reject';
  const commentMissing = required && isBlank(comment);
  const { chatbot, version } = seen.promotion;

  const submit = () => {
    setTried(true);
    if (!commentMissing && !sending) {
      send(comment);
    }
  };

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={sending ? undefined : props.onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-what`}
    >
      {sending && <LinearProgress aria-label={t('promotion.dialog.sending')} />}
      <DialogTitle id={`${id}-title`} className={styles.title}>
        {t(`promotion.dialog.${decision}Title`, { chatbot, version })}
      </DialogTitle>
      <DialogContent>
        <Typography id={`${id}-what`} gutterBottom>
          {required && `${t('promotion.dialog.rejectWarning')} `}
          {t(`promotion.dialog.what.${decision}`)}
        </Typography>
        <BoundFacts promotion={seen.promotion} />
        <DecisionNotices
          changes={changes}
          mayDecide={seen.mayDecide}
          error={error}
        />
        <CommentField
          label={
            required
              ? t('promotion.dialog.commentRequired')
              : t('promotion.dialog.comment')
          }
          help={t(`promotion.dialog.commentHelp.${decision}`)}
          missing={required ? t('promotion.dialog.commentMissing') : undefined}
          value={comment}
          onChange={setComment}
          tried={tried}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} disabled={sending}>
          {t('promotion.dialog.cancel')}
        </Button>
        <Button
          onClick={submit}
          color="primary"
          variant="contained"
          disabled={sending || !seen.mayDecide.allowed}
        >
          {changes.length > 0
            ? t(`promotion.dialog.${decision}Again`)
            : t(`promotion.dialog.${decision}`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
