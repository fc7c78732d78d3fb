import {
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import styles from './facts.module.css';

/** Props of {@link FactsDialog}. @internal */
export interface FactsDialogProps {
  title: string;
  /** Buttons; they get the id of what says what is being sent, or why they are off. */
  actions: (statusId: string) => ReactNode;
  /** What is being sent, or why nothing can be. */
  status?: string;
  /** Something is being sent: nothing closes the dialog before the answer. */
  sending: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** What the dialogs about a chatbot's facts stand in. @internal */
export function FactsDialog(props: FactsDialogProps) {
  const { sending, onClose } = props;
  const id = useId();
  return (
    <Dialog
      isOpen
      width={620}
      className={styles.dialog}
      isDismissable={!sending}
      isKeyboardDismissDisabled={sending}
      onOpenChange={open => {
        if (!open && !sending) {
          onClose();
        }
      }}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>{props.children}</div>
      </DialogBody>
      <DialogFooter className={styles.actions}>
        <Text
          as="p"
          role="status"
          id={id}
          color="secondary"
          variant="body-small"
        >
          {props.status}
        </Text>
        {props.actions(id)}
      </DialogFooter>
    </Dialog>
  );
}
