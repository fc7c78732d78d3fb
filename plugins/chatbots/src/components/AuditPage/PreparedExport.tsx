import { Button, Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../hooks';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';
import type { ExportFormat, ExportProgress } from './useExport';

const NAMES: Record<ExportFormat, string> = { ndjson: 'NDJSON', csv: 'CSV' };

/** What was prepared and what may still be downloaded. @internal */
export function PreparedExport(props: { progress: ExportProgress }) {
  const t = useTexts();
  const { prepared, started, expired, command, download } = props.progress;
  const top = useRef<HTMLDivElement>(null);
  // Its links live for a minute, and on a phone it stands below what is read first.
  useEffect(
    () => top.current?.scrollIntoView?.({ block: 'nearest' }),
    [prepared],
  );
  if (!prepared) {
    return null;
  }
  if (prepared.count === 0) {
    return <Text as="p">{t('audit.export.preparedNone')}</Text>;
  }
  const open = (['ndjson', 'csv'] as const).filter(
    format => !started.includes(format),
  );
  return (
    <div ref={top} className={layout.stack}>
      <Text as="p">
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
      </Text>
      {started.map(format => (
        <Text as="p" key={format}>
          {t('audit.export.started', { format: NAMES[format] })}
        </Text>
      ))}
      {open.length > 0 && (
        <>
          <Text as="p" color="secondary">
            {expired ? t('audit.export.expired') : t('audit.export.oneTime')}
          </Text>
          <div className={styles.downloads}>
            {open.map(format => (
              <Button
                key={format}
                variant="secondary"
                isDisabled={expired || command.sending}
                onPress={() => download(format)}
              >
                {format === 'ndjson'
                  ? t('audit.export.downloadNdjson')
                  : t('audit.export.downloadCsv')}
              </Button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
