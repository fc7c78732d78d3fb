import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useId } from 'react';
import { useTexts } from '../../hooks';

/** Props of {@link ConfirmDialog}. @internal */
export interface ConfirmDialogProps {
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once before something that others see. @internal */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTexts();
  const id = useId();
  return (
    <Dialog
      open
      onClose={props.onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <DialogTitle id={`${id}-title`}>{props.title}</DialogTitle>
      <DialogContent>
        <DialogContentText id={`${id}-text`}>{props.text}</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('promotion.actions.cancel')}</Button>
        <Button onClick={props.onConfirm} color="primary" variant="contained">
          {props.confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
