import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../hooks';
import { describeError } from '../../view';

/** An error inside a dialog: what happened, that nothing was lost, what to do. @internal */
export function DialogError(props: { title: string; error: Error }) {
  const t = useTexts();
  const { message, hint, fallback } = describeError(props.error);
  return (
    <div role="alert">
      <Typography color="error">{props.title}</Typography>
      <Typography variant="body2">{message}</Typography>
      <Typography variant="body2">
        {t('entity.request.reason', {
          hint: hint ?? t(`shared.error.hint.${fallback}`),
        })}
      </Typography>
    </div>
  );
}
