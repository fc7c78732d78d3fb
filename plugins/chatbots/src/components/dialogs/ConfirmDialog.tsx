import { Button, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { DialogFrame } from './DialogFrame';

/** Props of {@link ConfirmActions}. @internal */
export interface ConfirmActionsProps {
  /** The word on the button that does it. */
  confirm: string;
  /** The word on the button that leaves; "Cancel" when absent. */
  leave?: string;
  /** What is being done, while it is: then nothing can be pressed. */
  sending?: string;
  /** Why it can't be done now; shown beside the button, which is off. */
  blocked?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** The two buttons of a dialog, and why they are off when they are. @internal */
export function ConfirmActions(props: ConfirmActionsProps) {
  const t = useTexts();
  const id = useId();
  const { sending, blocked } = props;
  const isSending = sending !== undefined;
  return (
    <>
      <Text as="p" role="status" id={id} color="secondary" variant="body-small">
        {sending ?? blocked}
      </Text>
      <Button
        variant="secondary"
        isDisabled={isSending}
        aria-describedby={id}
        onPress={props.onClose}
      >
        {props.leave ?? t('shared.dialog.cancel')}
      </Button>
      <Button
        variant="primary"
        isPending={isSending}
        isDisabled={blocked !== undefined}
        aria-describedby={id}
        onPress={props.onConfirm}
      >
        {props.confirm}
      </Button>
    </>
  );
}

/** Props of {@link ConfirmDialog}. @internal */
export interface ConfirmDialogProps extends ConfirmActionsProps {
  title: string;
  /** What will happen. */
  text: string;
  /** Fields, notices and errors. */
  children?: ReactNode;
}

/** Asks once before something that others see. @internal */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, children, ...actions } = props;
  return (
    <DialogFrame
      title={title}
      busy={actions.sending !== undefined}
      onClose={actions.onClose}
      actions={<ConfirmActions {...actions} />}
    >
      <Text as="p">{text}</Text>
      {children}
    </DialogFrame>
  );
}
