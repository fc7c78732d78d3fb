import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../hooks';
import type { ExportFormat, ExportProgress } from './useExport';

const NAMES: Record<ExportFormat, string> = { ndjson: 'NDJSON', csv: 'CSV' };

/** What was prepared and what may still be downloaded. @internal */
export function PreparedExport(props: { progress: ExportProgress }) {
  const t = useTexts();
  const { prepared, started, expired, preparing, download } = props.progress;
  if (!prepared) {
    return null;
  }
  if (prepared.count === 0) {
    return <Typography>{t('audit.export.preparedNone')}</Typography>;
  }
  const open = (['ndjson', 'csv'] as const).filter(
    format => !started.includes(format),
  );
  return (
    <>
      <Typography>
        {t('audit.export.prepared', {
          count: prepared.count,
          from: String(prepared.fromSequence),
          to: String(prepared.toSequence - 1),
        })}
        {'. '}
        {prepared.checkpoint
          ? t('audit.export.checkpoint', {
              size: String(prepared.checkpoint.size),
            })
          : t('audit.export.noCheckpoint')}
      </Typography>
      {started.map(format => (
        <Typography key={format}>
          {t('audit.export.started', { format: NAMES[format] })}
        </Typography>
      ))}
      {open.length > 0 && (
        <>
          <Typography variant="body2" color="textSecondary">
            {expired ? t('audit.export.expired') : t('audit.export.oneTime')}
          </Typography>
          {open.map(format => (
            <Button
              key={format}
              variant="outlined"
              disabled={expired || preparing}
              onClick={() => download(format)}
            >
              {format === 'ndjson'
                ? t('audit.export.downloadNdjson')
                : t('audit.export.downloadCsv')}
            </Button>
          ))}
        </>
      )}
    </>
  );
}
