import { Button, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import { useTexts, type CommandProgress } from '../../hooks';
import { CommandNotice } from '../shared';
import { DialogFrame } from './DialogFrame';

/** Props of {@link ConfirmActions}. @internal */
export interface ConfirmActionsProps {
  /** The word on the button that does it. */
  confirm: string;
  /** The word on the button that leaves; "Cancel" when absent. */
  leave?: string;
  /** How what the dialog sends goes. */
  command: CommandProgress;
  /** What is being done, while it is: then only stopping can be pressed. */
  sending: string;
  /** Why it can't be done now; shown beside the button, which is off. */
  blocked?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** The two buttons of a dialog, and why they are off when they are. @internal */
export function ConfirmActions(props: ConfirmActionsProps) {
  const t = useTexts();
  const id = useId();
  const { command, blocked } = props;
  return (
    <>
      <Text as="p" role="status" id={id} color="secondary" variant="body-small">
        {command.sending ? props.sending : blocked}
      </Text>
      <Button
        variant="secondary"
        isDisabled={command.sending}
        aria-describedby={id}
        onPress={props.onClose}
      >
        {props.leave ?? t('shared.dialog.cancel')}
      </Button>
      <Button
        variant="primary"
        isPending={command.sending}
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
  /** What was not done, and what is kept, when it fails. */
  failed: string;
  /** Fields and notices. */
  children?: ReactNode;
}

/** Asks once before something that others see, and stays until it is done. @internal */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, failed, children, ...actions } = props;
  return (
    <DialogFrame
      title={title}
      busy={actions.command.sending}
      onClose={actions.onClose}
      actions={<ConfirmActions {...actions} />}
    >
      <Text as="p">{text}</Text>
      {children}
      <CommandNotice command={actions.command} title={failed} />
    </DialogFrame>
  );
}
