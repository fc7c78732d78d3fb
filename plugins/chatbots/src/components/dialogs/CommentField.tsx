import TextField from '@material-ui/core/TextField';
import { useId, useState } from 'react';

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
  const { label, help, value, onChange, missing, tried } = props;
  const id = useId();
  const [left, setLeft] = useState(false);
  const complaint = (left || tried) && isBlank(value) ? missing : undefined;
  return (
    <TextField
      id={id}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      onBlur={() => setLeft(true)}
      error={complaint !== undefined}
      helperText={complaint ?? help}
      inputProps={{
        maxLength: MAX_LENGTH,
        'aria-required': missing !== undefined,
      }}
      variant="outlined"
      margin="normal"
      minRows={3}
      fullWidth
      multiline
    />
  );
}
