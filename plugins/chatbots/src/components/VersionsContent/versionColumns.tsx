import { Button, Cell, Link, type ColumnConfig } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useMemo } from 'react';
import { useTexts } from '../../hooks';
import { OutcomeIcon, RelativeTime, StageBadge, VersionLabel } from '../shared';
import { ChangedIcons } from './ChangedIcons';
import styles from './VersionsContent.module.css';

const SHOWN_COMMIT = 7;

/** A row of the versions table. @internal */
export interface VersionRow extends Api.ModelVersion {
  id: string;
}

/** The columns of the versions table. @internal */
export function useVersionColumns(
  onRequest: (version: string) => void,
): ColumnConfig<VersionRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'version',
        label: t('entity.versions.column.version'),
        isRowHeader: true,
        minWidth: 190,
        defaultWidth: '2fr',
        cell: row => (
          <Cell>
            <VersionLabel chatbot={row.chatbot} version={row.version} short />
          </Cell>
        ),
      },
      {
        id: 'verdict',
        label: t('entity.versions.column.verdict'),
        minWidth: 130,
        defaultWidth: 130,
        cell: row => (
          <Cell>
            <OutcomeIcon outcome={row.verdict} />
          </Cell>
        ),
      },
      {
        id: 'stages',
        label: t('entity.versions.column.stages'),
        minWidth: 120,
        defaultWidth: '1fr',
        cell: row => (
          <Cell>
            <span className={styles.inline}>
              {row.stages.map(stage => (
                <StageBadge key={stage} stage={stage} />
              ))}
              {row.stages.length === 0 && (
                <span className={styles.muted}>
                  {t('entity.versions.notLive')}
                </span>
              )}
            </span>
          </Cell>
        ),
      },
      {
        id: 'changed',
        label: t('entity.versions.column.changed'),
        minWidth: 150,
        defaultWidth: '2fr',
        cell: row => (
          <Cell>
            <ChangedIcons changed={row.changed} />
          </Cell>
        ),
      },
      {
        id: 'commit',
        label: t('entity.versions.column.commit'),
        minWidth: 110,
        defaultWidth: 110,
        cell: row => (
          <Cell>
            <Commit version={row} />
          </Cell>
        ),
      },
      {
        id: 'reported',
        label: t('entity.versions.column.reported'),
        minWidth: 120,
        defaultWidth: 120,
        cell: row => (
          <Cell>
            <RelativeTime instant={row.reportedAt} />
          </Cell>
        ),
      },
      {
        id: 'actions',
        label: t('entity.versions.column.actions'),
        minWidth: 210,
        defaultWidth: 210,
        cell: row => (
          <Cell>
            <Button
              size="small"
              variant="secondary"
              aria-label={t('entity.versions.requestOf', {
                version: row.version,
              })}
              onPress={() => onRequest(row.version)}
            >
              {t('entity.versions.request')}
            </Button>
          </Cell>
        ),
      },
    ],
    [t, onRequest],
  );
}

function Commit(props: { version: Api.ModelVersion }) {
  const { bundle, commitUrl, commitCount } = props.version;
  const t = useTexts();
  const short = bundle.source.commit.slice(0, SHOWN_COMMIT);
  return (
    <span className={styles.stack}>
      {commitUrl ? (
        <Link href={commitUrl} className={styles.code}>
          {short}
        </Link>
      ) : (
        <span className={styles.code}>{short}</span>
      )}
      {commitCount !== undefined && (
        <span className={styles.muted}>
          {t('entity.versions.commits', { count: commitCount })}
        </span>
      )}
    </span>
  );
}
