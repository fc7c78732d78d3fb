import { Button, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { DialogFrame } from './DialogFrame';

/** Props of {@link ConfirmDialog}. @internal */
export interface ConfirmDialogProps {
  title: string;
  /** What will happen, where fields don't say it. */
  text?: string;
  /** The word on the button that does it. */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
  /** What is being done, while it is: then nothing can be pressed. */
  sending?: string;
  /** Why it can't be done now; shown beside the button, which is off. */
  blocked?: string;
  /** Fields, notices and errors. */
  children?: ReactNode;
}

/** Asks once before something that others see. @internal */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTexts();
  const id = useId();
  const { sending, blocked, onClose } = props;
  const busy = sending !== undefined;
  return (
    <DialogFrame
      title={props.title}
      busy={busy}
      onClose={onClose}
      actions={
        <>
          <Text
            as="p"
            role="status"
            id={`${id}-why`}
            color="secondary"
            variant="body-small"
          >
            {sending ?? blocked}
          </Text>
          <Button
            variant="secondary"
            isDisabled={busy}
            aria-describedby={`${id}-why`}
            onPress={onClose}
          >
            {t('shared.dialog.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={busy}
            isDisabled={blocked !== undefined}
            aria-describedby={`${id}-why`}
            onPress={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.text && <Text as="p">{props.text}</Text>}
      {props.children}
    </DialogFrame>
  );
}
