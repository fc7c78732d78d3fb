import { Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './dialogs.module.css';

/** Props of {@link DialogFrame}. @internal */
export interface DialogFrameProps {
  title: string;
  /** Buttons, the one that does what the title says last. */
  actions: ReactNode;
  /** Something is being sent: nothing closes the dialog before the answer. */
  busy?: boolean;
  /** For texts that are read, not only a question. */
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/**
 * What every dialog stands in. Mount it to open it; the focus goes in, and back
 * to where it was. Escape, the cross and a click beside it close it.
 *
 * @internal
 */
export function DialogFrame(props: DialogFrameProps) {
  const { busy = false, onClose } = props;
  return (
    <Dialog
      isOpen
      width={props.wide ? 720 : 560}
      className={styles.dialog}
      isDismissable={!busy}
      isKeyboardDismissDisabled={busy}
      onOpenChange={open => {
        if (!open && !busy) {
          onClose();
        }
      }}
    >
      <DialogHeader className={styles.head} data-busy={busy}>
        {props.title}
      </DialogHeader>
      <DialogBody>
        <div className={styles.body}>{props.children}</div>
      </DialogBody>
      <DialogFooter className={styles.actions}>{props.actions}</DialogFooter>
    </Dialog>
  );
}
