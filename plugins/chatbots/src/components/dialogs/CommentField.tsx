import { TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { useTexts } from '../../hooks';

/** The length in characters that the API takes of a decision's comment. */
const MAX_LENGTH = 4000;

/** Props of {@link CommentField}. @internal */
export interface CommentFieldProps {
  label: string;
  help: string;
  value: string;
  onChange: (value: string) => void;
  /** What to say when nothing was written; absent where a comment may be left out. */
  missing?: string;
  /** Sending was tried, so what is missing is said at once. */
  tried: boolean;
  isReadOnly?: boolean;
}

/** Whether a person wrote more than white space. @internal */
export function isBlank(comment: string): boolean {
  return comment.trim() === '';
}

/**
 * What a person says with a decision. It complains once they left it or tried to
 * send, never while they are still on their way to it.
 *
 * @internal
 */
export function CommentField(props: CommentFieldProps) {
  const t = useTexts();
  const { value, missing, tried } = props;
  const [left, setLeft] = useState(false);
  const complaint = (left || tried) && isBlank(value) ? missing : undefined;
  return (
    <TextAreaField
      label={props.label}
      description={props.help}
      value={value}
      onChange={props.onChange}
      onBlur={() => setLeft(true)}
      isReadOnly={props.isReadOnly}
      isRequired={missing !== undefined}
      secondaryLabel={missing && t('shared.dialog.required')}
      validationBehavior="aria"
      validate={() => complaint}
      maxLength={MAX_LENGTH}
    />
  );
}
