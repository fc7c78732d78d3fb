import { Button, Link } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useMemo } from 'react';
import { useTexts } from '../../hooks';
import {
  OutcomeIcon,
  RelativeTime,
  VersionLabel,
  VersionStages,
  type RowColumn,
} from '../shared';
import { ChangedIcons } from './ChangedIcons';
import styles from './VersionsContent.module.css';

const SHOWN_COMMIT = 7;

/** A row of the versions table. @internal */
export interface VersionRow extends Api.ModelVersion {
  id: string;
  /** The first of them all: there is none before to differ from. */
  isFirst: boolean;
}

/** The columns of the versions table. @internal */
export function useVersionColumns(
  onRequest: (version: string) => void,
): RowColumn<VersionRow>[] {
  const t = useTexts();
  return useMemo(
    () => [
      {
        id: 'version',
        label: t('entity.versions.column.version'),
        isRowHeader: true,
        minWidth: 190,
        defaultWidth: '2fr',
        render: row => (
          <VersionLabel chatbot={row.chatbot} version={row.version} short />
        ),
      },
      {
        id: 'verdict',
        label: t('entity.versions.column.verdict'),
        minWidth: 130,
        defaultWidth: 130,
        render: row => <OutcomeIcon outcome={row.verdict} />,
      },
      {
        id: 'stages',
        label: t('entity.versions.column.stages'),
        minWidth: 120,
        defaultWidth: '1fr',
        render: row => <VersionStages version={row} />,
      },
      {
        id: 'changed',
        label: t('entity.versions.column.changed'),
        minWidth: 150,
        defaultWidth: '2fr',
        render: row => (
          <ChangedIcons changed={row.changed} isFirst={row.isFirst} />
        ),
      },
      {
        id: 'commit',
        label: t('entity.versions.column.commit'),
        minWidth: 110,
        defaultWidth: 110,
        render: row => <Commit version={row} />,
      },
      {
        id: 'reported',
        label: t('entity.versions.column.reported'),
        minWidth: 120,
        defaultWidth: 120,
        render: row => <RelativeTime instant={row.reportedAt} />,
      },
      {
        id: 'actions',
        label: t('entity.versions.column.actions'),
        minWidth: 210,
        defaultWidth: 210,
        render: row => (
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
