import { Checkbox, Text } from '@backstage/ui';
import { useId, useState } from 'react';
import { useTexts, type Texts } from '../../hooks';
import { ConfirmActions, DialogFrame } from '../dialogs';
import { CommandNotice } from '../shared';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';
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
  const { command, prepared } = progress;
  const { from, to } = queryOf(period);

  return (
    <DialogFrame
      title={t('audit.export.dialogTitle', { period: periodText(t, period) })}
      wide
      busy={command.sending}
      onClose={props.onClose}
      actions={
        <ConfirmActions
          confirm={prepared ? t('audit.export.again') : t('audit.export.start')}
          leave={t('shared.dialog.close')}
          command={command}
          sending={t('audit.export.preparing')}
          onConfirm={() => progress.start({ from, to, reveal })}
          onClose={props.onClose}
        />
      }
    >
      <Text as="p">{t('audit.export.about')}</Text>
      <ul className={styles.list}>
        <li>{t('audit.export.ndjson')}</li>
        <li>{t('audit.export.csv')}</li>
      </ul>
      <div className={layout.stack}>
        <Checkbox
          isSelected={reveal}
          onChange={setReveal}
          isDisabled={command.sending}
          aria-describedby={`${id}-reveal`}
        >
          {t('audit.export.reveal')}
        </Checkbox>
        <Text as="p" id={`${id}-reveal`} color="secondary">
          {t('audit.export.revealHelp')}
        </Text>
      </div>
      <VerifyHelp />
      <div role="status">
        {prepared && <PreparedExport progress={progress} />}
      </div>
      <CommandNotice command={command} title={t('audit.export.failed')} />
    </DialogFrame>
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
