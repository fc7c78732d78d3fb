import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { DialogError } from '../dialogs';
import { queryOf, type AuditFilters } from './auditFilters';
import { PreparedExport } from './PreparedExport';
import { useExport } from './useExport';
import { VerifyHelp } from './VerifyHelp';

/** Props of {@link ExportDialog}. @internal */
export interface ExportDialogProps {
  period: Pick<AuditFilters, 'from' | 'to'>;
  onClose: () => void;
}

/** Exports the period: prepares, downloads, and says how to verify. @internal */
export function ExportDialog(props: ExportDialogProps) {
  const t = useTexts();
  const { period } = props;
  const id = useId();
  const [reveal, setReveal] = useState(false);
  const progress = useExport();
  const { preparing, prepared, error } = progress;
  const { from, to } = queryOf(period);

  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      onClose={props.onClose}
      aria-labelledby={`${id}-title`}
    >
      {preparing && <LinearProgress aria-label={t('audit.export.preparing')} />}
      <DialogTitle id={`${id}-title`}>
        {t('audit.export.dialogTitle', { period: periodText(t, period) })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText>{t('audit.export.about')}</DialogContentText>
        <Typography component="ul">
          <li>{t('audit.export.ndjson')}</li>
          <li>{t('audit.export.csv')}</li>
        </Typography>
        <FormControlLabel
          control={
            <Checkbox
              checked={reveal}
              onChange={event => setReveal(event.target.checked)}
              color="primary"
            />
          }
          label={t('audit.export.reveal')}
        />
        <Typography variant="body2" color="textSecondary">
          {t('audit.export.revealHelp')}
        </Typography>
        <div role="status">
          {prepared && <PreparedExport progress={progress} />}
        </div>
        <DialogError title={t('audit.export.failed')} error={error} />
        <VerifyHelp />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('audit.export.close')}</Button>
        <Button
          color="primary"
          variant="contained"
          disabled={preparing}
          onClick={() => progress.start({ from, to, reveal })}
        >
          {prepared ? t('audit.export.again') : t('audit.export.start')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function periodText(
  t: Texts,
  { from, to }: Pick<AuditFilters, 'from' | 'to'>,
): string {
  if (from && to) {
    return t('audit.export.period', { from, to });
  }
  if (from) {
    return t('audit.export.periodFrom', { from });
  }
  return to ? t('audit.export.periodTo', { to }) : t('audit.export.allTime');
}
